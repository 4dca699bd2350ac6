import { IconLock, IconLockOpen, IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { OpenedView, RoleOnTable, TableName, TablePolicies } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { viewKey } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { nameOf } from "../rows/use-rows.ts";
import styles from "./explain.module.css";

/** The policies of a table in plain words, and who has what on it. */
export function PoliciesView({ view, table }: { view: OpenedView; table: TableName }) {
	const { data, error, refetch } = useQuery({
		queryKey: viewKey(view.view, "policies", table),
		queryFn: ({ signal }) => client.rows.policies({ connection: view.connection, table: nameOf(table) }, { signal }),
		retry: false,
		staleTime: 30_000,
	});
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<section className={styles.content} tabIndex={0} aria-label={t("explorer.part.policies")}>
			{error && <AppError error={error} connection={view.connection} onRetry={() => void refetch()} />}
			{!data && !error && <p className={styles.waiting}>{t("explain.looking")}</p>}
			{data && <Told told={data} />}
		</section>
	);
}

function Told({ told: { table, policies, roles, notes } }: { told: TablePolicies }) {
	return (
		<>
			<p className={styles.policyHead}>
				<Badge tone={table.rlsEnabled ? "sealed" : "alarm"} icon={table.rlsEnabled ? IconShieldCheck : IconShieldOff}>
					{t(table.rlsEnabled ? "rls.rls.on" : "rls.rls.off")}
				</Badge>
				<Badge tone={table.rlsForced ? "sealed" : "look"} icon={table.rlsForced ? IconLock : IconLockOpen}>
					{t(table.rlsForced ? "rls.forced" : "rls.not-forced")}
				</Badge>
				<span>
					{t("rls.owner")} <CodeText>{table.owner}</CodeText>
				</span>
			</p>
			{notes.length > 0 && (
				<ul className={styles.notes}>
					{notes.map((note) => (
						<li key={note}>
							<ServerText>{note}</ServerText>
						</li>
					))}
				</ul>
			)}
			<section>
				<h3>{t("rls.all", { n: policies.length })}</h3>
				<ul className={styles.policies}>
					{policies.map(({ name, permissive, command, roles: to, using, check, words, comment }) => (
						<li key={name}>
							<span className={styles.policyHead}>
								<strong>
									<CodeText>{name}</CodeText>
								</strong>
								<small>
									{`${t(permissive ? "rls.permissive" : "rls.restrictive")} · FOR ${command} TO `}
									<ServerText>{to.join(", ")}</ServerText>
								</small>
							</span>
							<p>
								<ServerText>{words}</ServerText>
							</p>
							{comment !== undefined && (
								<small>
									<ServerText>{comment}</ServerText>
								</small>
							)}
							{using !== undefined && <Expression clause="USING" text={using} />}
							{check !== undefined && <Expression clause="WITH CHECK" text={check} />}
						</li>
					))}
				</ul>
			</section>
			<section>
				<h3>{t("rls.roles")}</h3>
				<table className={styles.table}>
					<thead>
						<tr>
							<th>{t("rls.role")}</th>
							<th>{t("rls.held")}</th>
							<th>{t("rls.rights")}</th>
							<th>{t("rls.counts")}</th>
						</tr>
					</thead>
					<tbody>
						{roles.map((role) => (
							<Role key={role.role} role={role} />
						))}
					</tbody>
				</table>
			</section>
		</>
	);
}

function Expression({ clause, text }: { clause: string; text: string }) {
	return (
		<div className={styles.expression}>
			<small>{clause}</small>
			<CodeText>{text}</CodeText>
		</div>
	);
}

function Role({ role: { role, login, bypasses, privileges, policies } }: { role: RoleOnTable }) {
	return (
		<tr>
			<td>
				<CodeText>{role}</CodeText> {!login && <small>{t("rls.no-login")}</small>}
			</td>
			<td>
				<Badge tone={bypasses ? "alarm" : "sealed"} icon={bypasses ? IconShieldOff : IconShieldCheck}>
					{t(bypasses ? `rls.bypasses.${bypasses}` : "rls.is-held")}
				</Badge>
			</td>
			<td>
				<ServerText>
					{privileges
						.map(({ privilege, columns, through }) =>
							[privilege, columns && `(${columns.join(", ")})`, through && t("rls.through", { role: through })]
								.filter(Boolean)
								.join(" "),
						)
						.join(", ")}
				</ServerText>
			</td>
			<td>
				<ServerText>{policies.join(", ")}</ServerText>
			</td>
		</tr>
	);
}
