import type { RehearsedMigration, TenantEffect } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { RehearsalPart } from "./rehearsal-part.tsx";
import styles from "./rehearsal-report.module.css";
import { RehearsalTable } from "./rehearsal-table.tsx";

/** Whose rows changed, statement by statement; where no tenant is known, the tables' rows. */
export function RehearsalTenants({ migration }: { migration: RehearsedMigration }) {
	const { tenants, tenantsMissing, rows } = migration;
	const changed = Object.entries(rows);
	return (
		<>
			{changed.length > 0 && (
				<RehearsalPart title={t("rehearsal.changed")}>
					<RehearsalTable
						label={t("rehearsal.changed")}
						head={[{ text: t("rehearsal.table") }, ...figures()]}
						rows={changed.map(([table, { inserted, updated, deleted }]) => ({
							key: table,
							cells: [
								<CodeText key="table">{table}</CodeText>,
								...[inserted, updated, deleted].map((n) => formatNumber(n)),
							],
						}))}
					/>
				</RehearsalPart>
			)}
			{(tenants.length > 0 || tenantsMissing !== undefined) && (
				<RehearsalPart title={t("rehearsal.tenants")}>
					{tenantsMissing !== undefined && (
						<p>
							<ServerText>{tenantsMissing}</ServerText>
						</p>
					)}
					{tenants.map((effect) => (
						<Effect key={`${effect.line} ${effect.table}`} effect={effect} />
					))}
				</RehearsalPart>
			)}
		</>
	);
}

const figures = (): { text: string; figures: true }[] =>
	(["rehearsal.inserted", "rehearsal.updated", "rehearsal.deleted"] as const).map((key) => ({
		text: t(key),
		figures: true,
	}));

function Effect({ effect }: { effect: TenantEffect }) {
	const { line, table, column, tenants, others, moved, movedOthers = 0, warnings } = effect;
	const label = t("rehearsal.effect", { line, table, column });
	const nobody = t("rehearsal.tenant.nobody");
	const rows = tenants.map(({ tenant, name, inserted, updated, deleted }) => ({
		key: tenant ?? "",
		cells: [
			<span key="tenant">
				{name !== undefined && <ServerText>{`${name} `}</ServerText>}
				{tenant === null ? nobody : <CodeText>{tenant}</CodeText>}
			</span>,
			...[inserted, updated, deleted].map((n) => formatNumber(n)),
		],
	}));
	const rest = others && {
		key: "others",
		cells: [
			t("rehearsal.tenant.others", { n: others.tenants }),
			...[others.inserted, others.updated, others.deleted].map((n) => formatNumber(n)),
		],
	};
	return (
		<>
			<p>
				<ServerText>{label}</ServerText>
			</p>
			{warnings.length > 0 && (
				<ul className={styles.warnings}>
					{warnings.map((warning) => (
						<li key={warning}>
							<ServerText>{warning}</ServerText>
						</li>
					))}
				</ul>
			)}
			<RehearsalTable
				label={label}
				head={[{ text: t("rehearsal.tenant") }, ...figures()]}
				rows={[...rows, ...(rest ? [rest] : [])]}
			/>
			{moved.map(({ from, to, rows: n }) => (
				<p key={`${from} ${to}`}>
					<ServerText>
						{t("rehearsal.moved", { rows: formatNumber(n), from: from ?? nobody, to: to ?? nobody })}
					</ServerText>
				</p>
			))}
			{movedOthers > 0 && <p>{t("rehearsal.moved.others", { n: movedOthers })}</p>}
		</>
	);
}
