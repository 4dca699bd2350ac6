import { Button, MultiSelect, NumberInput, SegmentedControl } from "@mantine/core";
import { IconRadar2 } from "@tabler/icons-react";
import { useState } from "react";
import type { CoveredTable } from "../../../../main/contract/index.ts";
import { useCommands } from "../../../app/commands.ts";
import { startScan } from "../../../app/start-run.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { FilterRow } from "../../../ui/filter-row.tsx";
import styles from "./scan.module.css";

const MOST = 10_000_000;
/** Tables that are offered at once; others are found by their names. */
const OFFERED = 100;

interface ScanFormProps {
	connection: string;
	tables: readonly CoveredTable[];
	running: boolean;
}

/** Which tables are asked as which tenants: all of both, unless somebody chooses. */
export function ScanForm({ connection, tables, running }: ScanFormProps) {
	const [sampled, setSampled] = useState(false);
	const [sample, setSample] = useState(50);
	const [chosen, setChosen] = useState<string[]>([]);
	const start = (): void => {
		if (running) return;
		void startScan(connection, {
			...(sampled ? { sample } : {}),
			...(chosen.length > 0 ? { tables: chosen } : {}),
		});
	};
	useCommands(
		() => (running ? [] : [{ id: "scan.start", title: t("scan.start"), group: "view", run: start }]),
		[connection, running, sampled, sample, chosen],
	);
	return (
		<FilterRow>
			<SegmentedControl
				size="xs"
				aria-label={t("scan.whom")}
				value={sampled ? "sample" : "all"}
				onChange={(value) => setSampled(value === "sample")}
				data={(["all", "sample"] as const).map((value) => ({ value, label: t(`scan.whom.${value}`) }))}
			/>
			{sampled && (
				<NumberInput
					className={styles.sample}
					aria-label={t("scan.sample")}
					min={1}
					max={MOST}
					value={sample}
					onChange={(value) => setSample(Math.min(MOST, Math.max(1, Math.round(Number(value) || 1))))}
				/>
			)}
			<MultiSelect
				className={styles.tables}
				aria-label={t("scan.which")}
				placeholder={chosen.length === 0 ? t("scan.which.all") : ""}
				data={tables.map(({ table }) => ({ value: table, label: escapeHidden(table) }))}
				value={chosen}
				onChange={setChosen}
				limit={OFFERED}
				nothingFoundMessage={t("scan.which.none")}
				searchable
				clearable
			/>
			<Button leftSection={<IconRadar2 size={15} />} disabled={running} onClick={start}>
				{t("scan.start")}
			</Button>
		</FilterRow>
	);
}
