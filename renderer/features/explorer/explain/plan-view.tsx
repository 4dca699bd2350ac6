import { IconFilter, IconKey, IconSparkles } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { OpenedView, PlanNode, PlanSide, TableName } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { viewKey } from "../../../app/looks/looks-actions.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { nothingAsked, tableKey, useStand } from "../explorer-store.ts";
import { nameOf } from "../rows/use-rows.ts";
import { asViewer } from "./as-viewer.ts";
import styles from "./explain.module.css";

/** How the server would read the table for the tenant, beside how it would for the connection's login. Nothing is run. */
export function PlanView({ view, table }: { view: OpenedView; table: TableName }) {
	const { filters, sort } = useStand(view.view)?.asked[tableKey(table)] ?? nothingAsked;
	const equal = filters.filter(({ op }) => op === "=");
	const { data, error, refetch } = useQuery({
		queryKey: viewKey(view.view, "plan", table, equal, sort),
		queryFn: ({ signal }) => {
			const { connection, tenant } = asViewer(view);
			return client.rows.plan(
				{
					...{ connection, tenant, table: nameOf(table) },
					filters: equal.map(({ column, value = null }) => ({ column, value })),
					sort: [...sort],
				},
				{ signal },
			);
		},
		retry: false,
		staleTime: 30_000,
	});
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<section className={styles.content} tabIndex={0} aria-label={t("explorer.part.plan")}>
			{error && <AppError error={error} connection={view.connection} onRetry={() => void refetch()} />}
			{!data && !error && <p className={styles.waiting}>{t("explain.looking")}</p>}
			{data && (
				<>
					<div className={styles.expression}>
						<small>{t("tableplan.statement")}</small>
						<CodeText>{data.statement}</CodeText>
					</div>
					{filters.length > equal.length && <p className={styles.waiting}>{t("tableplan.equal-only")}</p>}
					<ul className={styles.notes}>
						{data.findings.map((finding) => (
							<li key={finding}>
								<ServerText>{finding}</ServerText>
							</li>
						))}
					</ul>
					<div className={styles.sides}>
						<Side title={t("tableplan.tenant", { name: view.tenant.name ?? view.tenant.id })} side={data.tenant} />
						<Side title={t("tableplan.login", { name: data.viewer.sessionUser })} side={data.administrator} />
					</div>
				</>
			)}
		</section>
	);
}

function Side({ title, side: { nodes, truncated, rows, totalCost, error } }: { title: string; side: PlanSide }) {
	return (
		<section className={styles.side} aria-label={title}>
			<header>
				{title}
				{!error && <small>{t("tableplan.cost", { rows, cost: formatNumber(totalCost) })}</small>}
			</header>
			{error ? (
				<p className={styles.waiting}>
					<ServerText>{`${error.message} (${error.sqlstate})`}</ServerText>
				</p>
			) : (
				<ol className={styles.nodes}>
					{nodes.map((node, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a plan's nodes have no other identity, and never move
						<Node key={at} node={node} />
					))}
				</ol>
			)}
			{truncated && <p className={styles.waiting}>{t("tableplan.truncated")}</p>}
		</section>
	);
}

function Node({ node }: { node: PlanNode }) {
	const {
		depth,
		relationship,
		relation,
		index,
		indexCond,
		recheckCond,
		filter,
		joinCond,
		sortKey,
		rows,
		totalCost,
		marks,
	} = node;
	const conditions: [string, string | undefined][] = [
		[t("tableplan.index-cond"), indexCond],
		[t("tableplan.recheck"), recheckCond],
		[t("tableplan.filter"), filter],
		[t("tableplan.join"), joinCond],
		[t("tableplan.sort"), sortKey?.join(", ")],
	];
	return (
		<li data-other={marks.includes("other") || undefined} style={{ marginInlineStart: depth * 16 }}>
			<span className={styles.nodeHead}>
				<strong>
					<CodeText>{node.node}</CodeText>
				</strong>
				{relation !== undefined && <ServerText>{relation}</ServerText>}
				{index !== undefined && <CodeText>{index}</CodeText>}
				{relationship !== undefined && <em>{relationship}</em>}
				{marks.includes("tenant-index") && (
					<Badge tone="sealed" icon={IconKey}>
						{t("tableplan.mark.index")}
					</Badge>
				)}
				{marks.includes("policy-filter") && (
					<Badge tone="look" icon={IconFilter}>
						{t("tableplan.mark.filter")}
					</Badge>
				)}
				{marks.includes("other") && (
					<Badge tone="found" icon={IconSparkles}>
						{t("tableplan.mark.other")}
					</Badge>
				)}
			</span>
			<small>{t("tableplan.cost", { rows, cost: formatNumber(totalCost) })}</small>
			{conditions.map(
				([name, text]) =>
					text !== undefined &&
					text !== "" && (
						<small key={name}>
							{name}: <CodeText>{text}</CodeText>
						</small>
					),
			)}
		</li>
	);
}
