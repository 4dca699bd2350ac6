import { IconLock, IconLockOpen, IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import type { RoleFacts as Role, TestResult } from "../../main/contract/index.ts";
import { formatNumber, type MessageKey, t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { CodeText } from "../ui/server-text.tsx";
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
						<IconLockOpen size={14} aria-hidden /> {t(local ? "tls.none.local" : "tls.none.long")}
					</span>
				) : (
					<span className={styles.sign}>
						<IconLock size={14} aria-hidden /> {test.tls}
					</span>
				)}
			</Fact>
			<Fact name={t("facts.latency")}>{milliseconds(test.latencyMs)}</Fact>
			<Fact name={t("facts.writes")}>{t(test.readOnly ? "context.read-only.means" : "context.writable.means")}</Fact>
		</Facts>
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
