import { IconAlertTriangle, IconLock, IconLockOpen, IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import type { PeerFacts, RoleFacts as Role, TestResult } from "../../main/contract/index.ts";
import { formatNumber, type MessageKey, t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { formatAbsolute } from "../ui/format-time.ts";
import { CodeText, ServerText } from "../ui/server-text.tsx";
import styles from "./test-facts.module.css";

interface ServerFactsProps {
	test: TestResult;
	/** Where the database's name is told already. */
	brief?: boolean;
	/** The link does not leave this machine. */
	local?: boolean;
}

/** What reaching a server told: who answers, and over what link. */
export function ServerFacts({ test, brief, local }: ServerFactsProps) {
	return (
		<Facts>
			<Fact name={t("facts.server")}>PostgreSQL {test.server.version}</Fact>
			{!brief && (
				<Fact name={t("facts.database")}>
					<CodeText>{test.database}</CodeText>
				</Fact>
			)}
			<Fact name={t("facts.link")}>
				{test.tls === undefined ? (
					<span className={styles.sign}>
						<IconLockOpen size={14} aria-hidden /> {t(plainWords(test, local))}
					</span>
				) : (
					<span className={styles.sign}>
						<IconLock size={14} aria-hidden /> {test.tls}
					</span>
				)}
			</Fact>
			{!brief && test.peer && (
				<Fact name={t("facts.peer")}>
					<PeerText peer={test.peer} />
				</Fact>
			)}
			{!brief && <Fact name={t("facts.login")}>{t(`login.${test.authentication}`)}</Fact>}
			{test.tunnel && (
				<Fact name={t("facts.tunnel")}>
					<CodeText>{test.tunnel.join(" → ")}</CodeText>
				</Fact>
			)}
			<Fact name={t("facts.latency")}>{milliseconds(test.latencyMs)}</Fact>
			<Fact name={t("facts.writes")}>{t(test.readOnly ? "context.read-only.means" : "context.writable.means")}</Fact>
		</Facts>
	);
}

/** A link without TLS, by where it leads. */
function plainWords({ tunnel }: TestResult, local: boolean | undefined): MessageKey {
	if (tunnel) return "tls.none.tunnel";
	return local ? "tls.none.local" : "tls.none.long";
}

function PeerText({ peer }: { peer: PeerFacts }) {
	return (
		<>
			<CodeText>{peer.subject}</CodeText> · {t(`peer.${peer.verified}`)} ·{" "}
			{t("facts.peer.until", { date: formatAbsolute(peer.validTo) })}
			<br />
			<CodeText>{peer.fingerprint}</CodeText>
		</>
	);
}

/** What is weak, or about to end. */
export function TestWarnings({ warnings }: { warnings: readonly string[] }) {
	if (warnings.length === 0) return null;
	return (
		<ul className={styles.warnings}>
			{warnings.map((warning) => (
				<li key={warning}>
					<IconAlertTriangle size={14} aria-hidden /> <ServerText>{warning}</ServerText>
				</li>
			))}
		</ul>
	);
}

const powers: { power: keyof Omit<Role, "name">; name: string; yes: MessageKey; no: MessageKey }[] = [
	{ power: "superuser", name: "SUPERUSER", yes: "role.superuser.yes", no: "role.superuser.no" },
	{ power: "bypassrls", name: "BYPASSRLS", yes: "role.bypassrls.yes", no: "role.bypassrls.no" },
	{ power: "createrole", name: "CREATEROLE", yes: "role.createrole.yes", no: "role.createrole.no" },
];

/** A role's powers, each with what it means for the tenants behind Row-Level Security. */
export function RolePowers({ role }: { role: Role }) {
	const above = role.superuser || role.bypassrls;
	return (
		<div className={styles.role}>
			<p className={styles.verdict}>
				<Badge tone={above ? "look" : "sealed"} icon={above ? IconShieldOff : IconShieldCheck}>
					{t(above ? "role.above" : "role.under")}
				</Badge>
				{t(above ? "role.above.means" : "role.under.means")}
			</p>
			<Facts>
				{powers.map(({ power, name, yes, no }) => (
					<Fact key={power} name={name}>
						<strong className={styles.yes}>{t(role[power] ? "yes" : "no")}</strong> · {t(role[power] ? yes : no)}
					</Fact>
				))}
			</Facts>
		</div>
	);
}

function milliseconds(ms: number): string {
	return formatNumber(ms, { style: "unit", unit: "millisecond", maximumFractionDigits: 1 });
}
