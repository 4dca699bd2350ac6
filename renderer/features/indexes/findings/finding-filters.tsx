import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconFileDatabase } from "@tabler/icons-react";
import { useMemo } from "react";
import type { IndexFinding } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { FilterRow, SearchInput } from "../../../ui/filter-row.tsx";
import { type FindingFilter, severities } from "./find-findings.ts";
import styles from "./findings.module.css";

/** Tables that are offered at once; others are found by their names. */
const OFFERED = 100;

interface FindingFiltersProps {
	all: readonly IndexFinding[];
	filter: FindingFilter;
	onFilter: (filter: FindingFilter) => void;
	/** How many are chosen for a file, and how many of those shown could be. */
	chosen: number;
	mendable: number;
	onChooseAll: () => void;
	onChooseNone: () => void;
	onFile: () => void;
}

/** Which findings are shown, and what is done with those that were chosen. */
export function FindingFilters(props: FindingFiltersProps) {
	const { all, filter, onFilter, chosen, mendable, onChooseAll, onChooseNone, onFile } = props;
	const { checks, tables } = useMemo(() => namesOf(all), [all]);
	return (
		<FilterRow>
			<SearchInput label={t("finding.search")} value={filter.text} onChange={(text) => onFilter({ ...filter, text })} />
			<SegmentedControl
				size="xs"
				aria-label={t("finding.show")}
				value={filter.severity || "all"}
				onChange={(shown) => onFilter({ ...filter, severity: severities.find((each) => each === shown) ?? "" })}
				data={[
					{ value: "all", label: t("finding.show.all") },
					...severities.map((value) => ({ value, label: t(`finding.severity.${value}`) })),
				]}
			/>
			<Select
				aria-label={t("finding.check")}
				placeholder={t("finding.any-check")}
				data={checks}
				value={filter.check || null}
				onChange={(check) => onFilter({ ...filter, check: check ?? "" })}
				clearable
			/>
			<Select
				aria-label={t("finding.table")}
				placeholder={t("finding.any-table")}
				data={tables}
				value={filter.table || null}
				onChange={(table) => onFilter({ ...filter, table: table ?? "" })}
				limit={OFFERED}
				searchable
				clearable
			/>
			<span className={styles.chosen}>
				{chosen === 0 ? (
					mendable > 1 && (
						<Button variant="subtle" size="compact-sm" onClick={onChooseAll}>
							{t("finding.chosen.all")}
						</Button>
					)
				) : (
					<>
						<Button variant="subtle" size="compact-sm" onClick={onChooseNone}>
							{t("finding.chosen.none")}
						</Button>
						<Button leftSection={<IconFileDatabase size={15} />} onClick={onFile}>
							{t("finding.file.chosen", { n: chosen })}
						</Button>
					</>
				)}
			</span>
		</FilterRow>
	);
}

function namesOf(all: readonly IndexFinding[]) {
	const tables = [...new Set(all.flatMap(({ table }) => table ?? []))].sort();
	return {
		checks: [...new Set(all.map(({ check }) => check))].sort(),
		tables: tables.map((value) => ({ value, label: escapeHidden(value) })),
	};
}
