import type { AuditEntry } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { formatDuration } from "../../ui/format-time.ts";
import { Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./audit.module.css";
import { OutcomeBadge } from "./audit-outcome.tsx";

/** All that one entry says. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
	const { seq, action, outcome, hash, details } = entry;
	const title = t("audit.detail", { seq: String(seq), action });
	return (
		<section className={styles.detail} aria-label={title}>
			<div className={styles.detailHead}>
				<h2>{title}</h2>
				<OutcomeBadge outcome={outcome} />
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.facts} tabIndex={0}>
				{outcome === "unknown" && <p className={styles.told}>{t("audit.outcome.unknown.text")}</p>}
				<Who entry={entry} />
				<Where entry={entry} />
				<Ending entry={entry} />
				{Object.keys(details).length > 0 && (
					<>
						<h3>{t("audit.asked")}</h3>
						<pre className={styles.lines}>
							<CodeText>{JSON.stringify(details, null, 2)}</CodeText>
						</pre>
					</>
				)}
				<h3>{t("audit.hash")}</h3>
				<p className={styles.hash}>
					<CodeText>{hash}</CodeText>
					<CopyButton value={hash} label={t("audit.hash.copy")} />
				</p>
			</div>
		</section>
	);
}

function Who({ entry: { at, by, host, bulkhead, effect, tenant, reason, ticket } }: { entry: AuditEntry }) {
	return (
		<Facts>
			<Fact name={t("audit.at")}>
				<Timestamp at={at} />
			</Fact>
			<Fact name={t("audit.who")}>{t("audit.by", { by, host, version: bulkhead })}</Fact>
			<Fact name={t("audit.effect")}>{t(`audit.effect.${effect}`)}</Fact>
			<Text name={t("audit.tenant")} text={tenant} />
			<Text name={t("audit.reason")} text={reason} />
			<Text name={t("audit.ticket")} text={ticket} />
		</Facts>
	);
}

function Where({ entry: { connection } }: { entry: AuditEntry }) {
	if (!connection) return null;
	return (
		<Facts>
			<Text name={t("audit.connection")} text={connection.name} />
			<Text name={t("audit.server")} text={connection.server} />
			<Text name={t("audit.database")} text={connection.database} />
			<Text name={t("audit.role")} text={connection.role} />
		</Facts>
	);
}

function Ending({ entry: { endedAt, ms, code, sqlstate, counts = {} } }: { entry: AuditEntry }) {
	if (!endedAt) return null;
	return (
		<Facts>
			<Fact name={t("audit.ended")}>
				<Timestamp at={endedAt} />
			</Fact>
			{ms !== undefined && <Fact name={t("audit.took")}>{formatDuration(ms)}</Fact>}
			<Text name={t("audit.code")} text={code && [code, sqlstate].filter(Boolean).join(" ")} />
			{Object.entries(counts).map(([name, count]) => (
				<Fact key={name} name={name}>
					{formatNumber(count)}
				</Fact>
			))}
		</Facts>
	);
}

function Text({ name, text }: { name: string; text: string | undefined }) {
	if (text === undefined) return null;
	return (
		<Fact name={name}>
			<ServerText>{text}</ServerText>
		</Fact>
	);
}
