import type { RehearsedMigration } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatBytes } from "../../ui/format-bytes.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { RehearsalBadges } from "./rehearsal-badges.tsx";
import { RehearsalLines } from "./rehearsal-lines.tsx";
import { RehearsalPart } from "./rehearsal-part.tsx";
import styles from "./rehearsal-report.module.css";
import { RehearsalTable } from "./rehearsal-table.tsx";
import { RehearsalTenants } from "./rehearsal-tenants.tsx";

/** Statements that are listed. */
const SHOWN = 500;

/** One migration of the report. */
export function RehearsalMigration({ migration }: { migration: RehearsedMigration }) {
	const { id, ms, on, walBytes, schemaDiff, comesBack, comesBackDiff = [], locks, blockedSessions } = migration;
	return (
		<section className={styles.migration} aria-label={id}>
			<h3 className={styles.title}>
				<CodeText>{id}</CodeText>
				<small data-figures>{formatDuration(ms)}</small>
				{on === "live" && <small data-figures>{t("rehearsal.wal", { size: formatBytes(walBytes) })}</small>}
				<RehearsalBadges migration={migration} />
			</h3>
			<RehearsalPart title={t("rehearsal.statements")}>
				<Statements migration={migration} />
			</RehearsalPart>
			{locks.length > 0 && (
				<RehearsalPart title={t("rehearsal.locks.title")}>
					<Locks migration={migration} />
					{blockedSessions > 0 && <p>{t("rehearsal.blocked", { n: blockedSessions })}</p>}
				</RehearsalPart>
			)}
			<RehearsalTenants migration={migration} />
			<RehearsalPart title={t("rehearsal.catalogue")}>
				{schemaDiff.length === 0 ? (
					<p>{t("rehearsal.catalogue.none")}</p>
				) : (
					<RehearsalLines title={t("rehearsal.catalogue")} lines={schemaDiff} />
				)}
			</RehearsalPart>
			{comesBack !== undefined && (
				<RehearsalPart title={t("rehearsal.back")}>
					{comesBack ? (
						<p>{t(`rehearsal.back.${on}`)}</p>
					) : (
						<RehearsalLines title={t("rehearsal.back")} lines={comesBackDiff} />
					)}
				</RehearsalPart>
			)}
		</section>
	);
}

function Statements({ migration }: { migration: RehearsedMigration }) {
	const { statements, locks, rewrites, scans, outsideTransaction = [] } = migration;
	const work = (line: number): string => {
		const rewritten = rewrites.filter((each) => each.line === line);
		const read = scans.filter((each) => each.line === line && !rewritten.some(({ object }) => object === each.table));
		return [
			...(outsideTransaction.includes(line) ? [t("rehearsal.alone")] : []),
			...rewritten.map(({ object, bytes }) => t("rehearsal.rewritten", { object, size: formatBytes(bytes) })),
			...read.map(({ table, bytes }) => t("rehearsal.scanned", { object: table, size: formatBytes(bytes) })),
		].join(", ");
	};
	const lockOf = (line: number): string =>
		locks
			.filter((lock) => lock.line === line)
			.map(({ mode, table }) => `${mode} · ${table}`)
			.join(", ");
	return (
		<RehearsalTable
			label={t("rehearsal.statements")}
			head={[
				{ text: t("rehearsal.line"), figures: true },
				{ text: t("rehearsal.command") },
				{ text: t("rehearsal.time"), figures: true },
				{ text: t("rehearsal.rows"), figures: true },
				{ text: t("rehearsal.lock") },
				{ text: t("rehearsal.work") },
			]}
			rows={statements.slice(0, SHOWN).map(({ line, command = "", ms, rows }, at) => ({
				key: `${line} ${at}`,
				cells: [
					formatNumber(line),
					<CodeText key="command">{command}</CodeText>,
					formatDuration(ms),
					rows === undefined ? "" : formatNumber(rows),
					<ServerText key="lock">{lockOf(line)}</ServerText>,
					<ServerText key="work">{work(line)}</ServerText>,
				],
			}))}
		/>
	);
}

function Locks({ migration: { locks, on } }: { migration: RehearsedMigration }) {
	return (
		<RehearsalTable
			label={t("rehearsal.locks.title")}
			head={[
				{ text: t("rehearsal.table") },
				{ text: t("rehearsal.mode") },
				{ text: t("rehearsal.blocks") },
				{ text: t("rehearsal.size"), figures: true },
				...(on === "live" ? [{ text: t("rehearsal.held"), figures: true }] : []),
			]}
			rows={locks.map(({ table, mode, blocks, bytes, heldMs }) => ({
				key: table,
				cells: [
					<CodeText key="table">{table}</CodeText>,
					mode,
					<span key="blocks" data-look={blocks === "everything" || undefined}>
						{t(`rehearsal.blocks.${blocks}`)}
					</span>,
					formatBytes(bytes),
					...(on === "live" ? [formatDuration(heldMs)] : []),
				],
			}))}
		/>
	);
}
