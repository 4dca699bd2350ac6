import { MultiSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ConnectionCard, Environment } from "../../../main/contract/index.ts";
import { environmentLooks } from "../../app/environment.ts";
import { t } from "../../i18n/i18n.ts";
import styles from "./fleet.module.css";
import { changeChoice, useFleet } from "./fleet-store.ts";

const environments: readonly Environment[] = ["development", "test", "production"];

/** Which of the saved connections are meant; with nothing chosen, all of them. */
export function ChoiceBar({ saved }: { saved: readonly ConnectionCard[] }) {
	const choice = useFleet((state) => state.choice);
	const groups = [...new Set(saved.flatMap(({ group }) => group ?? []))].sort();
	const tags = [...new Set(saved.flatMap((card) => card.tags ?? []))].sort();
	return (
		<div className={styles.choice}>
			<TextInput
				label={t("fleet.names")}
				placeholder={t("fleet.names.example")}
				leftSection={<IconSearch size={14} />}
				value={choice.names}
				onChange={(event) => changeChoice({ names: event.currentTarget.value })}
			/>
			{groups.length > 0 && (
				<MultiSelect
					label={t("fleet.groups")}
					data={groups}
					value={choice.groups}
					onChange={(chosen) => changeChoice({ groups: chosen })}
					clearable
				/>
			)}
			{tags.length > 0 && (
				<MultiSelect
					label={t("fleet.tags")}
					data={tags}
					value={choice.tags}
					onChange={(chosen) => changeChoice({ tags: chosen })}
					clearable
				/>
			)}
			<MultiSelect
				label={t("fleet.environments")}
				data={environments.map((value) => ({ value, label: t(environmentLooks[value].name) }))}
				value={choice.environments}
				onChange={(chosen) => changeChoice({ environments: environments.filter((each) => chosen.includes(each)) })}
				clearable
			/>
		</div>
	);
}
