import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { type GroupChoice, groupsOf, type SortBy } from "./find-connections.ts";
import styles from "./start-page.module.css";

/** What of the connections is shown, and in which order. */
export interface Look {
	query: string;
	sort: SortBy;
	group: GroupChoice;
}

export const wholeLook: Look = { query: "", sort: "used", group: "all" };

const sorts: readonly SortBy[] = ["used", "name", "environment", "own"];

/** Values of the choice; a group's name stands behind a colon, so that it is none of the others. */
const ALL = "all";
const NONE = "none";

export function FindBar({
	cards,
	look,
	onChange,
}: {
	cards: ConnectionCard[];
	look: Look;
	onChange: (look: Look) => void;
}) {
	const groups = useMemo(() => groupsOf(cards), [cards]);
	const chooseGroup = (value: string) => {
		if (value === ALL) onChange({ ...look, group: "all" });
		else onChange({ ...look, group: value === NONE ? {} : { group: value.slice(1) } });
	};
	const { group } = look;
	const chosen = group === "all" ? ALL : group.group === undefined ? NONE : `:${group.group}`;
	return (
		<div className={styles.find}>
			{groups.names.length > 0 && (
				<NativeSelect
					aria-label={t("start.group")}
					value={chosen}
					onChange={(event) => chooseGroup(event.currentTarget.value)}
					data={[
						{ value: ALL, label: t("start.group.all") },
						...groups.names.map((name) => ({ value: `:${name}`, label: name })),
						...(groups.rest ? [{ value: NONE, label: t("start.group.none") }] : []),
					]}
				/>
			)}
			<NativeSelect
				aria-label={t("start.sort")}
				value={look.sort}
				onChange={(event) => onChange({ ...look, sort: event.currentTarget.value as SortBy })}
				data={sorts.map((value) => ({ value, label: t(`start.sort.${value}`) }))}
			/>
			<TextInput
				aria-label={t("start.search")}
				placeholder={t("start.search")}
				leftSection={<IconSearch size={14} />}
				value={look.query}
				onChange={(event) => onChange({ ...look, query: event.currentTarget.value })}
			/>
		</div>
	);
}
