import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconKey, IconShieldLock } from "@tabler/icons-react";
import type { PrivilegesResult, RunningRole, TouchedTable } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import dialogs from "./dialogs.module.css";
import styles from "./plan.module.css";
import { PlanSection } from "./plan-section.tsx";

/** Who runs the plan, and what that role is to each table that it touches. */
export function PlanRights({ privileges: { role, tables, problems, notes } }: { privileges: PrivilegesResult }) {
	return (
		<PlanSection
			title={t("plan.rights")}
			summary={<Verdict problems={problems} role={role} notes={notes} />}
			openAtFirst={false}
		>
			<Role role={role} />
			{tables.length > 0 && <Tables tables={tables} />}
			{notes.map((note) => (
				<p key={note} className={dialogs.note}>
					<ServerText>{note}</ServerText>
				</p>
			))}
		</PlanSection>
	);
}

function Verdict({ problems, role, notes }: Pick<PrivilegesResult, "problems" | "role" | "notes">) {
	const fails = problems.filter(({ certainty }) => certainty === "fails").length;
	return (
		<>
			<CodeText>{role.name}</CodeText>
			{fails > 0 && (
				<Badge tone="alarm" icon={IconCircleX}>
					{t("plan.rights.bad", { n: fails })}
				</Badge>
			)}
			{fails === 0 && problems.length > 0 && (
				<Badge tone="look" icon={IconAlertTriangle}>
					{t("plan.rights.unsure", { n: problems.length })}
				</Badge>
			)}
			{problems.length === 0 && (
				<Badge tone={notes.length > 0 ? "calm" : "sealed"} icon={IconCircleCheck}>
					{t(notes.length > 0 ? "plan.rights.good.read" : "plan.rights.good")}
				</Badge>
			)}
		</>
	);
}

function Role({ role }: { role: RunningRole }) {
	return (
		<p className={styles.role}>
			<span>{t("plan.rights.role")}</span> <CodeText>{role.name}</CodeText>
			{role.loggedInAs !== undefined && <span>{t("plan.rights.logged-in", { name: role.loggedInAs })}</span>}
			{role.superuser && (
				<Badge tone="calm" icon={IconKey}>
					{t("plan.rights.superuser")}
				</Badge>
			)}
			{!role.superuser && (
				<Badge tone={role.bypassrls ? "calm" : "look"} icon={IconShieldLock}>
					{t(role.bypassrls ? "plan.rights.bypassrls" : "plan.rights.bound")}
				</Badge>
			)}
		</p>
	);
}

function Tables({ tables }: { tables: readonly TouchedTable[] }) {
	const title = t("plan.rights.tables");
	return (
		// biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<div className={dialogs.tableBox} tabIndex={0} role="group" aria-label={title}>
			<table className={dialogs.table}>
				<thead>
					<tr>
						<th scope="col">{t("plan.rights.table")}</th>
						<th scope="col">{t("plan.rights.owner")}</th>
						<th scope="col">{t("plan.rights.rls")}</th>
						<th scope="col">{t("plan.rights.uses")}</th>
					</tr>
				</thead>
				<tbody>
					{tables.map((table) => (
						<tr key={table.table}>
							<td>
								<CodeText>{table.table}</CodeText>
							</td>
							<td>{ownerOf(table)}</td>
							<td data-binds={table.active || undefined} className={styles.rls}>
								{rowSecurityOf(table)}
							</td>
							<td className={styles.uses}>
								{table.uses.map(({ migration, line, what }) => (
									<span key={`${migration} ${what}`} title={t("plan.line", { line })}>
										<CodeText>{migration}</CodeText> {what}
									</span>
								))}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function ownerOf({ owner, owned, madeBy }: TouchedTable): string {
	if (owner !== undefined) return owned ? t("plan.rights.owner.own", { owner }) : owner;
	return madeBy === undefined ? t("plan.rights.owner.none") : t("plan.rights.owner.made", { id: madeBy });
}

function rowSecurityOf({ owner, rls, forced, active }: TouchedTable): string {
	if (owner === undefined) return "";
	if (!rls) return t("plan.rights.rls.off");
	const state = t(forced ? "plan.rights.rls.forced" : "plan.rights.rls.on");
	return t(active ? "plan.rights.rls.binds" : "plan.rights.rls.passes", { state });
}
