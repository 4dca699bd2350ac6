import { Checkbox, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { t } from "../../i18n/i18n.ts";
import styles from "./activity.module.css";
import { type Filter, kinds } from "./find-sessions.ts";

interface ActivityFiltersProps {
	/** Of the tree, nothing is left out. */
	whole: boolean;
	filter: Filter;
	onFilter: (filter: Filter) => void;
	everywhere: boolean;
	onEverywhere: (everywhere: boolean) => void;
	/** Minutes after which an open transaction is pointed at. */
	long: number;
	onLong: (minutes: number) => void;
}

export function ActivityFilters(props: ActivityFiltersProps) {
	const { whole, filter, onFilter, everywhere, onEverywhere, long, onLong } = props;
	return (
		<div className={styles.filters}>
			{!whole && <Finding filter={filter} onFilter={onFilter} />}
			<NumberInput
				className={styles.long}
				aria-label={t("activity.long")}
				title={t("activity.long")}
				min={1}
				max={1_440}
				suffix={t("activity.long.unit")}
				value={long}
				onChange={(value) => onLong(Math.min(1_440, Math.max(1, Math.round(Number(value) || 1))))}
			/>
			<Checkbox
				size="xs"
				label={t("activity.everywhere")}
				checked={everywhere}
				onChange={(event) => onEverywhere(event.currentTarget.checked)}
			/>
		</div>
	);
}

function Finding({ filter, onFilter }: Pick<ActivityFiltersProps, "filter" | "onFilter">) {
	return (
		<>
			<TextInput
				className={styles.search}
				aria-label={t("activity.search")}
				placeholder={t("activity.search")}
				leftSection={<IconSearch size={14} />}
				value={filter.text}
				onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
			/>
			<SegmentedControl
				size="xs"
				aria-label={t("activity.show")}
				value={filter.kind}
				onChange={(kind) => onFilter({ ...filter, kind: kinds.find((each) => each === kind) ?? "all" })}
				data={kinds.map((kind) => ({ value: kind, label: t(`activity.show.${kind}`) }))}
			/>
			<Checkbox
				size="xs"
				label={t("activity.background")}
				checked={filter.background}
				onChange={(event) => onFilter({ ...filter, background: event.currentTarget.checked })}
			/>
		</>
	);
}
