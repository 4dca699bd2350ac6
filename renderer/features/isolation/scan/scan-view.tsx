import { Button, Menu } from "@mantine/core";
import { IconDownload, IconRadar2 } from "@tabler/icons-react";
import type { CoverageResult } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { newestJob, useJobs } from "../../../app/jobs/jobs-store.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatDuration } from "../../../ui/format-time.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Trouble } from "../../../ui/page.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import { useCoverage } from "../use-coverage.ts";
import { saveScan } from "./scan-file.ts";
import { ScanForm } from "./scan-form.tsx";
import { ScanOutcome } from "./scan-outcome.tsx";
import { ScanProgress } from "./scan-progress.tsx";
import { UnfinishedBand } from "./unfinished-band.tsx";

interface ScanViewProps {
	connection: string;
	/** Shows what the doctor says of something. */
	onFindings: (words: string) => void;
}

/** The scan: begun, watched, stopped and gone on with; and what the last one saw. */
export function ScanView({ connection, onFindings }: ScanViewProps) {
	const { data, error, refetch } = useCoverage(connection);
	const job = useJobs((state) => newestJob(state, (each) => each.job === "scan" && each.connection === connection));
	const running = job?.status === "running";
	const failed = job?.end?.status === "failed" && job.end.error.code !== "CANCELLED" ? job.end.error : undefined;
	return (
		<>
			<PageHeader title={t("isolation.title")} help="isolation-scan" summary={<Summary coverage={data} />}>
				{data?.last && <SaveMenu result={data.last} />}
			</PageHeader>
			<ScanForm connection={connection} tables={data?.tables ?? []} running={running} />
			{running && <ScanProgress view={job} />}
			{!running && failed && (
				<Trouble>
					<AppError error={failed} connection={connection} />
				</Trouble>
			)}
			{error && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={() => void refetch()} />
				</Trouble>
			)}
			{!running && data?.unfinished && <UnfinishedBand connection={connection} unfinished={data.unfinished} />}
			{data?.last && (
				<ScanOutcome connection={connection} result={data.last} tables={data.tables.length} onFindings={onFindings} />
			)}
			{data && !data.last && !running && (
				<EmptyState icon={IconRadar2} title={t("scan.none")}>
					{t("scan.none.text")}
				</EmptyState>
			)}
		</>
	);
}

function Summary({ coverage }: { coverage: CoverageResult | undefined }) {
	const last = coverage?.last;
	if (!last) return t("scan.summary");
	const { role, tables, tenants, tenantsThere, evaluated, ms } = last;
	return (
		<>
			<span>
				{t("scan.last")} <Moment at={last.startedAt} />
			</span>
			{role !== undefined && (
				<span>
					<ServerText>{t("scan.as", { role })}</ServerText>
				</span>
			)}
			<span>{t("scan.tables", { n: tables })}</span>
			<span>{t("scan.tenants", { n: tenants, there: tenantsThere })}</span>
			<span>{t("scan.looks", { n: evaluated, time: formatDuration(ms) })}</span>
		</>
	);
}

function SaveMenu({ result }: { result: NonNullable<CoverageResult["last"]> }) {
	return (
		<Menu position="bottom-end">
			<Menu.Target>
				<Button variant="default" leftSection={<IconDownload size={15} />}>
					{t("scan.save")}
				</Button>
			</Menu.Target>
			<Menu.Dropdown>
				{(["json", "csv"] as const).map((format) => (
					<Menu.Item key={format} onClick={() => saveScan(result, format)}>
						{t(`scan.save.${format}`)}
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}
