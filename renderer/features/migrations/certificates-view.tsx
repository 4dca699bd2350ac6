import { Button } from "@mantine/core";
import { IconCertificate, IconLink, IconLinkOff, IconShieldSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { CertificateSummary, CertificatesList, ChainVerdict } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { FinishList, useFinishList } from "../../app/finish-list.tsx";
import { queryKeys } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { certificateColumns } from "./certificate-columns.tsx";
import { DriftTold } from "./certificate-content.tsx";
import { CertificateDetail } from "./certificate-detail.tsx";
import styles from "./certificates.module.css";
import view from "./checks-view.module.css";

/** What each run left in the ledger, whether the chain holds, and what is still open. */
export function CertificatesView({ connection }: { connection: string }) {
	const { data, error, refetch } = useQuery({
		queryKey: queryKeys.certificates(connection),
		queryFn: ({ signal }) => client.certificates.list({ connection }, { signal }),
	});
	if (error) {
		return (
			<div className={view.trouble}>
				<AppError error={error} connection={connection} onRetry={() => void refetch()} />
			</div>
		);
	}
	if (!data) return null;
	return (
		<div className={view.view}>
			{(data.total > 0 || data.gap.length > 0) && <Chain connection={connection} list={data} />}
			<Halves connection={connection} certificates={data.certificates} />
		</div>
	);
}

function Chain({ connection, list }: { connection: string; list: CertificatesList }) {
	const { certificates, total, now, gap, unreadable } = list;
	const verdict = useQuery({
		queryKey: queryKeys.chain(connection),
		queryFn: ({ signal }) => client.certificates.verify({ connection }, { signal }),
		enabled: false,
	});
	const shown = certificates.length;
	return (
		<>
			<div className={view.bar}>
				<strong>
					{shown < total ? t("certificates.shown", { n: shown, total }) : t("certificates.count", { n: total })}
				</strong>
				{now.same && <span className={view.ran}>{t("certificates.same")}</span>}
				{verdict.data && <Verdict verdict={verdict.data} />}
				<span className={view.barEnd}>
					<Button
						variant="default"
						leftSection={<IconShieldSearch size={15} />}
						loading={verdict.isFetching}
						onClick={() => void verdict.refetch()}
					>
						{t("certificates.verify")}
					</Button>
				</span>
			</div>
			{verdict.error && <AppError error={verdict.error} connection={connection} />}
			{verdict.data?.brokenAt && (
				<p className={styles.told}>
					<ServerText>{verdict.data.brokenAt.message}</ServerText>
				</p>
			)}
			{verdict.data?.gaps.map(({ run, at, by, events, namedBy }) => (
				<p key={run} className={styles.told}>
					{t("certificates.chain.gap", { at, by, events: events.join(", "), n: namedBy })}
				</p>
			))}
			{unreadable.map((number) => (
				<p key={number} className={styles.told}>
					{t("certificates.unreadable", { number })}
				</p>
			))}
			{now.drift && <DriftTold drift={now.drift} gap={gap.length} />}
			{now.notCompared !== undefined && <p className={styles.told}>{now.notCompared}</p>}
			{gap.map(({ run, at, by, events }) => (
				<p key={run} className={styles.told}>
					{t("certificates.gap", { at, by, events: events.join(", ") })}
				</p>
			))}
		</>
	);
}

function Verdict({ verdict: { ok, certificates } }: { verdict: ChainVerdict }) {
	return (
		<span className={styles.verdict} role="status">
			<Badge tone={ok ? "sealed" : "alarm"} icon={ok ? IconLink : IconLinkOff} filled={!ok}>
				{ok ? t("certificates.chain.holds", { n: certificates }) : t("certificates.chain.broken")}
			</Badge>
		</span>
	);
}

function Halves({ connection, certificates }: { connection: string; certificates: readonly CertificateSummary[] }) {
	const [chosen, setChosen] = useState<number>();
	const columns = useMemo(certificateColumns, []);
	const { data: open = [] } = useFinishList(connection);
	const current = certificates.find(({ number }) => number === chosen) ?? certificates[0];
	return (
		<div className={view.halves}>
			<div className={styles.side}>
				<div className={styles.grid}>
					{current ? (
						<DataGrid
							label={t("certificates.grid")}
							columns={columns}
							rows={certificates}
							rowId={rowId}
							selected={String(current.number)}
							onSelect={({ number }) => setChosen(number)}
						/>
					) : (
						<EmptyState icon={IconCertificate} title={t("certificates.none")}>
							{t("certificates.none.text")}
						</EmptyState>
					)}
				</div>
				{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
				<section className={styles.open} aria-label={t("finish.title")} tabIndex={0}>
					<h2>{open.length > 0 ? t("finish.count", { n: open.length }) : t("finish.title")}</h2>
					<FinishList open={open} />
				</section>
			</div>
			{current && <CertificateDetail key={current.number} connection={connection} number={current.number} />}
		</div>
	);
}

const rowId = ({ number }: CertificateSummary) => String(number);
