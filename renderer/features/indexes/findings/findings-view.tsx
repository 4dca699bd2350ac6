import { Button } from "@mantine/core";
import { IconListSearch, IconShieldCheck, IconZoomQuestion } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { IndexFinding, IndexHealth } from "../../../../main/contract/index.ts";
import { goTo, paths } from "../../../app/paths.ts";
import { t } from "../../../i18n/i18n.ts";
import { DataGrid } from "../../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Halves } from "../../../ui/halves.tsx";
import { ScoreBand } from "../score-band.tsx";
import { SightBanner } from "../sight-banner.tsx";
import { FileDialog } from "./file-dialog.tsx";
import { findFindings, isMendable, keyOf, noFilter } from "./find-findings.ts";
import { findingColumns } from "./finding-columns.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import { FindingFilters } from "./finding-filters.tsx";

interface FindingsViewProps {
	connection: string;
	health: IndexHealth;
}

/** The score, what cannot be judged, and what was found: narrowed, opened, chosen, made files of. */
export function FindingsView({ connection, health }: FindingsViewProps) {
	const { findings } = health;
	const [filter, setFilter] = useState(noFilter);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [filed, setFiled] = useState<readonly IndexFinding[]>();
	const shown = useMemo(() => findFindings(findings, filter), [findings, filter]);
	const mendable = useMemo(() => shown.filter(isMendable), [shown]);
	// What is not found any more is not chosen any more.
	const picked = useMemo(() => findings.filter((finding) => chosen.has(keyOf(finding))), [findings, chosen]);
	return (
		<>
			<ScoreBand connection={connection} health={health} />
			<SightBanner sight={health.sight} problems={health.problems} />
			{findings.length === 0 ? (
				<Clean connection={connection} health={health} />
			) : (
				<>
					<FindingFilters
						{...{ filter }}
						all={findings}
						onFilter={setFilter}
						chosen={picked.length}
						mendable={mendable.length}
						onChooseAll={() => setChosen(new Set(mendable.map(keyOf)))}
						onChooseNone={() => setChosen(new Set())}
						onFile={() => setFiled(picked)}
					/>
					<Found
						{...{ connection, shown, chosen }}
						onChoose={(finding) => setChosen((before) => toggled(before, keyOf(finding)))}
						onClear={() => setFilter(noFilter)}
						onFile={(finding) => setFiled([finding])}
					/>
				</>
			)}
			{filed && (
				<FileDialog
					connection={connection}
					findings={filed}
					onClose={() => setFiled(undefined)}
					onWritten={() => setChosen(new Set())}
				/>
			)}
		</>
	);
}

function toggled(before: ReadonlySet<string>, key: string): ReadonlySet<string> {
	const after = new Set(before);
	if (!after.delete(key)) after.add(key);
	return after;
}

/** The sign of a sealed place only where everything could be judged. */
function Clean({ connection, health: { evaluated, notEvaluated } }: FindingsViewProps) {
	const not = notEvaluated.reduce((sum, { count }) => sum + Math.max(1, count), 0);
	const n = evaluated.reduce((sum, { objects }) => sum + objects, 0);
	if (not === 0) {
		return (
			<EmptyState icon={IconShieldCheck} title={t("finding.none")}>
				{t("finding.none.text", { n, checks: evaluated.length })}
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={IconZoomQuestion}
			title={t("finding.none.partly")}
			action={
				<Button variant="default" onClick={() => goTo(paths.indexesPart(connection, "asked"))}>
					{t("finding.none.asked")}
				</Button>
			}
		>
			{t("finding.none.partly.text", { n: not })}
		</EmptyState>
	);
}

interface FoundProps {
	connection: string;
	shown: IndexFinding[];
	chosen: ReadonlySet<string>;
	onChoose: (finding: IndexFinding) => void;
	onClear: () => void;
	onFile: (finding: IndexFinding) => void;
}

function Found({ connection, shown, chosen, onChoose, onClear, onFile }: FoundProps) {
	const [opened, setOpened] = useState<string>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: choosing is the same whenever it was made
	const columns = useMemo(() => findingColumns(chosen, onChoose), [chosen]);
	const current = shown.find((finding) => keyOf(finding) === opened) ?? shown[0];
	if (!current) {
		return (
			<EmptyState
				icon={IconListSearch}
				title={t("finding.no-match")}
				action={
					<Button variant="default" onClick={onClear}>
						{t("finding.clear")}
					</Button>
				}
			>
				{t("finding.no-match.text")}
			</EmptyState>
		);
	}
	return (
		<Halves
			list={
				<DataGrid
					label={t("finding.grid")}
					columns={columns}
					rows={shown}
					rowId={keyOf}
					selected={keyOf(current)}
					onSelect={(finding) => setOpened(keyOf(finding))}
				/>
			}
		>
			<FindingDetail key={keyOf(current)} connection={connection} finding={current} onFile={() => onFile(current)} />
		</Halves>
	);
}
