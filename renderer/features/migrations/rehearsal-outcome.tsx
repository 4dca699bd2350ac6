import { IconArrowsLeftRight, IconLock, IconRefreshAlert } from "@tabler/icons-react";
import type { RehearsedMigration } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./rehearsal-outcome.module.css";

/** What each migration did when it was run for real and taken back: its time, locks, rewrites, rows, and whether it comes back. */
export function RehearsalOutcome({ rehearsal }: { rehearsal: readonly RehearsedMigration[] }) {
	return (
		<ul className={styles.list}>
			{rehearsal.map((migration) => (
				<li key={migration.id}>
					<p className={styles.line}>
						<CodeText>{migration.id}</CodeText>
						<span data-figures>{formatDuration(migration.ms)}</span>
						<span>{t("run.statements", { n: migration.statements.length })}</span>
						<span data-figures>{t("rehearsal.wal", { size: formatBytes(migration.walBytes) })}</span>
						<Locks migration={migration} />
						<ComesBack migration={migration} />
					</p>
					<Details migration={migration} />
				</li>
			))}
		</ul>
	);
}

function Locks({ migration: { locks, rewrites } }: { migration: RehearsedMigration }) {
	const exclusive = locks.filter(({ mode }) => mode === "AccessExclusiveLock");
	return (
		<>
			<Badge tone={exclusive.length > 0 ? "look" : "calm"} icon={IconLock}>
				{t("rehearsal.locks", { n: exclusive.length })}
			</Badge>
			{rewrites.length > 0 && (
				<Badge tone="alarm" icon={IconRefreshAlert}>
					{t("rehearsal.rewrites", { n: rewrites.length })}
				</Badge>
			)}
		</>
	);
}

function ComesBack({ migration: { comesBack } }: { migration: RehearsedMigration }) {
	if (comesBack === undefined) return null;
	return (
		<Badge tone={comesBack ? "sealed" : "look"} icon={IconArrowsLeftRight}>
			{t(comesBack ? "rehearsal.comes-back" : "rehearsal.stays-away")}
		</Badge>
	);
}

function Details({ migration }: { migration: RehearsedMigration }) {
	const { locks, rewrites, rows, schemaDiff, comesBackDiff = [] } = migration;
	const lines = [
		...rewrites.map(({ object, line, bytes }) => t("rehearsal.rewrite", { object, line, size: formatBytes(bytes) })),
		...locks.map(({ table, mode, line, bytes }) =>
			t("rehearsal.lock", { table, mode, line, size: formatBytes(bytes) }),
		),
		...Object.entries(rows).map(([table, { inserted, updated, deleted }]) =>
			t("rehearsal.rows", {
				table,
				inserted: formatNumber(inserted),
				updated: formatNumber(updated),
				deleted: formatNumber(deleted),
			}),
		),
	];
	return (
		<details className={styles.details}>
			<summary>{t("rehearsal.details")}</summary>
			<ul>
				{[...lines, ...schemaDiff, ...comesBackDiff.map((line) => `${t("rehearsal.stays-away")}: ${line}`)].map(
					(line) => (
						<li key={line}>
							<ServerText>{line}</ServerText>
						</li>
					),
				)}
			</ul>
		</details>
	);
}
