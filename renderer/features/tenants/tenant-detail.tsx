import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { TenantDossier, TenantRow, TenantsAbility } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Moment, Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { KeyTable, LookList, RowTable } from "./dossier-tables.tsx";
import { FindingList } from "./finding-list.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { calledOf, StatusDialog } from "./tenant-dialogs.tsx";
import { TenantUsers } from "./tenant-users.tsx";
import styles from "./tenants.module.css";
import { UsageChart } from "./usage-chart.tsx";
import { useTenantDossier } from "./use-tenants.ts";

interface TenantDetailProps {
	connection: string;
	/** Id or slug. */
	tenant: string;
	ability: TenantsAbility | undefined;
	actions: ((tenant: TenantRow) => ReactNode) | undefined;
	onClose: () => void;
}

/** One tenant's dossier, beside the list. */
export function TenantDetail({ connection, tenant, ability, actions, onClose }: TenantDetailProps) {
	const { data, error, refetch } = useTenantDossier(connection, tenant);
	const [changing, setChanging] = useState(false);
	const called = data ? calledOf(data.tenant) : tenant;
	return (
		<section className={styles.detail} aria-label={t("tenant.detail", { name: called })} aria-busy={!data && !error}>
			<div className={styles.detailHead}>
				<h2>
					<ServerText>{called}</ServerText>
				</h2>
				<span className={styles.buttons}>
					{data && actions?.(data.tenant)}
					{data && ability?.cannot.setStatus.length === 0 && (
						<Button variant="default" onClick={() => setChanging(true)}>
							{t("tenant.status")}
						</Button>
					)}
					<ActionIcon variant="subtle" aria-label={t("tenant.close")} onClick={onClose}>
						<IconX size={16} />
					</ActionIcon>
				</span>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.detailBody} tabIndex={0}>
				{error && <AppError error={error} connection={connection} onRetry={() => void refetch()} />}
				{data && <Dossier {...{ connection, ability }} dossier={data} />}
			</div>
			{changing && data && ability && (
				<StatusDialog {...{ connection, ability }} tenant={data.tenant} onClose={() => setChanging(false)} />
			)}
		</section>
	);
}

interface DossierProps {
	connection: string;
	ability: TenantsAbility | undefined;
	dossier: TenantDossier;
}

function Dossier({ connection, ability, dossier }: DossierProps) {
	const { tenant, users, apiKeys, usage, tables, findings, looks, notEvaluated, settings, metadata } = dossier;
	return (
		<>
			<RowFacts dossier={dossier} />
			{notEvaluated.map(({ part, reason }) => (
				<p key={part} className={styles.missing}>
					{t("tenant.missing", { part, reason })}
				</p>
			))}
			{usage && <UsageChart usage={usage} />}
			{users && <TenantUsers {...{ connection, ability, tenant, users }} count={dossier.userCount ?? users.length} />}
			{apiKeys && <KeyTable keys={apiKeys} />}
			<RowTable tables={tables} />
			<FindingList findings={findings} />
			<LookList looks={looks} />
			<Document title={t("tenant.settings")} text={settings} />
			<Document title={t("tenant.metadata")} text={metadata} />
		</>
	);
}

function RowFacts({ dossier: { tenant, lastActivity } }: { dossier: TenantDossier }) {
	const { id, slug, region, plan, status, adminEmail, createdAt } = tenant;
	return (
		<Facts>
			<Fact name={t("tenants.field.id")}>
				<span className={styles.id}>
					<CodeText>{id}</CodeText>
					<CopyButton value={id} label={t("tenant.copy-id")} />
				</span>
			</Fact>
			<Told name={t("tenants.field.slug")} text={slug} />
			{status !== null && (
				<Fact name={t("tenants.field.status")}>
					<StatusBadge status={status} />
				</Fact>
			)}
			<Told name={t("tenants.field.plan")} text={plan} />
			<Told name={t("tenants.field.region")} text={region} />
			<Told name={t("tenants.field.adminEmail")} text={adminEmail} />
			{createdAt && (
				<Fact name={t("tenants.field.createdAt")}>
					<Timestamp at={createdAt} />
				</Fact>
			)}
			<Fact name={t("tenant.activity")}>{lastActivity ? <Moment at={lastActivity} /> : t("tenant.activity.none")}</Fact>
		</Facts>
	);
}

function Told({ name, text }: { name: string; text: string | null }) {
	if (text === null) return null;
	return (
		<Fact name={name}>
			<ServerText>{text}</ServerText>
		</Fact>
	);
}

/** As the server writes it; an empty one says nothing. */
function Document({ title, text }: { title: string; text: string | undefined }) {
	if (text === undefined || text === "{}") return null;
	return (
		<details className={styles.part}>
			<summary>{title}</summary>
			<pre className={styles.document}>
				<CodeText>{indented(text)}</CodeText>
			</pre>
		</details>
	);
}

function indented(text: string): string {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
