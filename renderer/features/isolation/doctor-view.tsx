import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconFileDatabase, IconListSearch, IconRefresh, IconShieldCheck, IconZoomQuestion } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { DoctorResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterRow, SearchInput } from "../../ui/filter-row.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { Halves } from "../../ui/halves.tsx";
import { Trouble } from "../../ui/page.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { AskedView } from "./asked-view.tsx";
import { FileDialog } from "./file-dialog.tsx";
import {
	countOf,
	type FindingFilter,
	findFindings,
	keyOf,
	type ListedFinding,
	listFindings,
	noFilter,
	shows,
} from "./find-findings.ts";
import { findingColumns } from "./finding-columns.tsx";
import { FindingDetail } from "./finding-detail.tsx";
import styles from "./isolation.module.css";
import { useDoctor } from "./use-doctor.ts";

/** The doctor: what was found, what each finding lets happen, how it is mended; and what was asked. */
export function DoctorView({ connection, about }: { connection: string; about?: string | undefined }) {
	const { data, error, isFetching, refetch } = useDoctor(connection);
	const [files, setFiles] = useState<ListedFinding[]>();
	const again = () => void refetch();
	useCommands(() => [{ id: "doctor.again", title: t("doctor.again"), group: "view", run: again }], [refetch]);
	const all = useMemo(() => (data ? listFindings(data) : []), [data]);
	const mendable = all.filter(({ fix, server }) => fix !== undefined && !server);
	return (
		<>
			<PageHeader
				title={t("isolation.title")}
				help="isolation-doctor"
				summary={<Summary result={data} looking={isFetching} all={all} />}
			>
				{mendable.length > 1 && (
					<Button variant="default" leftSection={<IconFileDatabase size={15} />} onClick={() => setFiles(mendable)}>
						{t("doctor.file.all")}
					</Button>
				)}
				<Button variant="default" leftSection={<IconRefresh size={15} />} loading={isFetching} onClick={again}>
					{t("doctor.again")}
				</Button>
			</PageHeader>
			{error && !isFetching && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={again} />
				</Trouble>
			)}
			{data && <Outcome {...{ connection, about, all }} result={data} onFile={(finding) => setFiles([finding])} />}
			{files && <FileDialog connection={connection} findings={files} onClose={() => setFiles(undefined)} />}
		</>
	);
}

interface SummaryProps {
	result: DoctorResult | undefined;
	looking: boolean;
	all: readonly ListedFinding[];
}

function Summary({ result, looking, all }: SummaryProps) {
	if (!result) return t(looking ? "doctor.looking" : "isolation.summary");
	const counts = { errors: countOf(all, "ERROR"), warnings: countOf(all, "WARN"), notes: countOf(all, "INFO") };
	return (
		<>
			{counts.errors > 0 && <strong className={styles.alarm}>{t("doctor.count.errors", { n: counts.errors })}</strong>}
			{counts.warnings > 0 && <span>{t("doctor.count.warnings", { n: counts.warnings })}</span>}
			{counts.notes > 0 && <span>{t("doctor.count.notes", { n: counts.notes })}</span>}
			<span>
				<ServerText>{t("doctor.for", { roles: result.application.join(", ") })}</ServerText>
			</span>
			<span>{t("doctor.took", { tables: String(result.tables), time: formatDuration(result.ms) })}</span>
		</>
	);
}

interface OutcomeProps {
	connection: string;
	/** Words of the finding that is looked for at first. */
	about: string | undefined;
	result: DoctorResult;
	all: ListedFinding[];
	onFile: (finding: ListedFinding) => void;
}

function Outcome({ connection, about, result, all, onFile }: OutcomeProps) {
	const [what, setWhat] = useState<"findings" | "asked">("findings");
	const [filter, setFilter] = useState<FindingFilter>({ ...noFilter, text: about ?? "" });
	return (
		<>
			<FilterRow>
				<SegmentedControl
					size="xs"
					aria-label={t("doctor.what")}
					value={what}
					onChange={(chosen) => setWhat(chosen === "asked" ? "asked" : "findings")}
					data={(["findings", "asked"] as const).map((value) => ({ value, label: t(`doctor.${value}`) }))}
				/>
				{what === "findings" && all.length > 0 && <Filters all={all} filter={filter} onFilter={setFilter} />}
			</FilterRow>
			{what === "asked" ? (
				<AskedView result={result} />
			) : all.length === 0 ? (
				<Clean result={result} />
			) : (
				<Found
					connection={connection}
					shown={findFindings(all, filter)}
					onClear={() => setFilter(noFilter)}
					onFile={onFile}
				/>
			)}
		</>
	);
}

interface FiltersProps {
	all: readonly ListedFinding[];
	filter: FindingFilter;
	onFilter: (filter: FindingFilter) => void;
}

function Filters({ all, filter, onFilter }: FiltersProps) {
	const names = [...new Set(all.map(({ check }) => check))].sort();
	return (
		<>
			<SearchInput label={t("doctor.search")} value={filter.text} onChange={(text) => onFilter({ ...filter, text })} />
			<SegmentedControl
				size="xs"
				aria-label={t("doctor.show")}
				value={filter.show}
				onChange={(show) => onFilter({ ...filter, show: shows.find((each) => each === show) ?? "all" })}
				data={shows.map((value) => ({
					value,
					label: value === "all" || value === "fixable" ? t(`doctor.show.${value}`) : t(`doctor.severity.${value}`),
				}))}
			/>
			<Select
				aria-label={t("doctor.check")}
				placeholder={t("doctor.any-check")}
				data={names}
				value={filter.check || null}
				onChange={(check) => onFilter({ ...filter, check: check ?? "" })}
				clearable
			/>
		</>
	);
}

function Clean({ result }: { result: DoctorResult }) {
	if (result.tables === 0) {
		return (
			<EmptyState icon={IconZoomQuestion} title={t("doctor.unknown")}>
				{t("doctor.unknown.text")}
			</EmptyState>
		);
	}
	const n = result.evaluated.reduce((sum, { objects }) => sum + objects, 0);
	return (
		<EmptyState icon={IconShieldCheck} title={t("doctor.none")}>
			{t("doctor.none.text", { n, checks: String(result.evaluated.length) })}
		</EmptyState>
	);
}

interface FoundProps {
	connection: string;
	shown: ListedFinding[];
	onClear: () => void;
	onFile: (finding: ListedFinding) => void;
}

function Found({ connection, shown, onClear, onFile }: FoundProps) {
	const [chosen, setChosen] = useState<string>();
	const columns = useMemo(findingColumns, []);
	const current = shown.find((finding) => keyOf(finding) === chosen) ?? shown[0];
	if (!current) {
		return (
			<EmptyState
				icon={IconListSearch}
				title={t("doctor.no-match")}
				action={
					<Button variant="default" onClick={onClear}>
						{t("doctor.clear")}
					</Button>
				}
			>
				{t("doctor.no-match.text")}
			</EmptyState>
		);
	}
	return (
		<Halves
			list={
				<DataGrid
					label={t("doctor.grid")}
					columns={columns}
					rows={shown}
					rowId={keyOf}
					selected={keyOf(current)}
					onSelect={(finding) => setChosen(keyOf(finding))}
				/>
			}
		>
			<FindingDetail key={keyOf(current)} connection={connection} finding={current} onFile={() => onFile(current)} />
		</Halves>
	);
}
