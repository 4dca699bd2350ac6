import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type {
	ExplainedRow,
	OpenedView,
	PolicyVerdict,
	RowVerdict,
	TableName,
	ViewColumn,
} from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { viewKey } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { nameOf } from "../rows/use-rows.ts";
import { asViewer } from "./as-viewer.ts";
import styles from "./explain.module.css";

interface WhyRowProps {
	view: OpenedView;
	table: TableName;
	columns: readonly ViewColumn[];
	rowKey: readonly string[];
}

/** What each policy says to one row, for each command: why the tenant sees it, could change it, or not. */
export function WhyRow({ view, table, columns, rowKey }: WhyRowProps) {
	const names = columns
		.filter(({ key }) => key !== undefined)
		.sort((a, b) => (a.key ?? 0) - (b.key ?? 0))
		.map(({ name }) => name);
	const { data, error, refetch } = useQuery({
		queryKey: viewKey(view.view, "explain", table, rowKey),
		queryFn: ({ signal }) =>
			client.rows.explain(
				{
					...{ ...asViewer(view), table: nameOf(table) },
					key: rowKey.map((value, at) => ({ ...(names[at] === undefined ? {} : { column: names[at] }), value })),
				},
				{ signal },
			),
		retry: false,
		staleTime: 30_000,
	});
	if (error) return <AppError error={error} connection={view.connection} onRetry={() => void refetch()} />;
	if (!data) return <p className={styles.waiting}>{t("explain.looking")}</p>;
	return <Verdicts explained={data} />;
}

function Verdicts({ explained: { verdicts, viewer, notes, rowTenant } }: { explained: ExplainedRow }) {
	return (
		<div className={styles.verdicts}>
			<p className={styles.waiting}>
				{t("explain.as", { role: viewer.role })} <ServerText>{viewer.rowSecurity.why}</ServerText>
			</p>
			{rowTenant !== undefined && (
				<p>
					{t("explain.row-tenant")} {rowTenant === null ? "NULL" : <CodeText>{rowTenant}</CodeText>}
				</p>
			)}
			<ul className={styles.verdicts}>
				{verdicts.map((verdict) => (
					<li key={verdict.command}>
						<Verdict verdict={verdict} />
					</li>
				))}
			</ul>
			{notes.length > 0 && (
				<ul className={styles.notes}>
					{notes.map((note) => (
						<li key={note}>
							<ServerText>{note}</ServerText>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

const outcomes = {
	lets: { tone: "sealed", icon: IconCheck, name: "verdict.lets" },
	keeps: { tone: "look", icon: IconX, name: "verdict.keeps" },
	fails: { tone: "alarm", icon: IconAlertTriangle, name: "verdict.fails" },
} as const;

function Verdict({ verdict }: { verdict: RowVerdict }) {
	const { command, outcome, why, missing, policies, ignored, steps } = verdict;
	const look = outcomes[outcome];
	return (
		<details open={command === "SELECT"}>
			<summary>
				<CodeText>{command}</CodeText>
				<Badge tone={look.tone} icon={look.icon}>
					{t(look.name)}
				</Badge>
			</summary>
			<div>
				<p>
					<ServerText>{why}</ServerText>
				</p>
				{steps.length > 1 && (
					<ul className={styles.notes}>
						{steps.map((step) => (
							<li key={step.step}>
								{t(`verdict.step.${step.step}`)}: <ServerText>{step.why}</ServerText>
							</li>
						))}
					</ul>
				)}
				{missing.map(({ privilege, on, grant }) => (
					<p key={`${privilege} ${on}`}>
						{t("verdict.missing", { privilege, on })} <CodeText>{grant}</CodeText>
					</p>
				))}
				{policies.map((policy) => (
					<Policy key={policy.name} policy={policy} />
				))}
				{ignored.map(({ name, why: because }) => (
					<p key={name} className={styles.waiting}>
						<CodeText>{name}</CodeText>: <ServerText>{because}</ServerText>
					</p>
				))}
			</div>
		</details>
	);
}

function Policy({ policy: { name, permissive, passes, command, clauses, settings } }: { policy: PolicyVerdict }) {
	return (
		<div>
			<p className={styles.policyHead}>
				<Badge tone={passes ? "sealed" : "look"} icon={passes ? IconCheck : IconX}>
					{t(passes ? "verdict.passes" : "verdict.fails-policy")}
				</Badge>
				<CodeText>{name}</CodeText>
				<small>{`${t(permissive ? "rls.permissive" : "rls.restrictive")} · FOR ${command}`}</small>
			</p>
			<ul className={styles.clauses}>
				{clauses.map(({ clause, step, expression, words, result, error }) => (
					<li key={`${clause} ${step}`} className={styles.expression}>
						<small>
							{`${clause} · ${t(`verdict.result.${result}`)}`}
							{words !== undefined && " · "}
							{words !== undefined && <ServerText>{words}</ServerText>}
						</small>
						<CodeText>{expression}</CodeText>
						{error && (
							<small>
								<ServerText>{`${error.message} (${error.sqlstate})`}</ServerText>
							</small>
						)}
					</li>
				))}
			</ul>
			{settings.map(({ name: setting, value }) => (
				<p key={setting} className={styles.waiting}>
					<CodeText>{setting}</CodeText> = {value === null ? t("explain.setting.none") : <CodeText>{value}</CodeText>}
				</p>
			))}
		</div>
	);
}
