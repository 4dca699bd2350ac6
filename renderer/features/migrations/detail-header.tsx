import { Button } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import {
	IconArrowBackUp,
	IconBan,
	IconFileImport,
	IconListCheck,
	IconPlayerPlay,
	IconPlayerTrackNext,
} from "@tabler/icons-react";
import type { MigrationStatus } from "../../../main/contract/index.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { stateLooks } from "../../app/migration-state.ts";
import { MigrationStateBadge } from "../../app/migration-state-badge.tsx";
import { startVerify } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import adopt from "./adopt.module.css";
import { checksWords } from "./checks-words.ts";
import { actionsFor, hasPendingBefore, type MigrationAction } from "./choose-actions.ts";
import { InterruptionFacts } from "./interruption-facts.tsx";
import styles from "./migration-detail.module.css";
import { useAbility } from "./use-ability.ts";

interface DetailHeaderProps {
	connection: string;
	migration: MigrationStatus;
	all: readonly MigrationStatus[];
}

/** Name, state and facts of a migration, and what its state allows. */
export function DetailHeader({ connection, migration, all }: DetailHeaderProps) {
	const { id, name, state, reversible } = migration;
	return (
		<header className={styles.header}>
			<div className={styles.words}>
				<h2 className={styles.title}>
					<CodeText>{id}</CodeText> <ServerText>{name}</ServerText>
					<MigrationStateBadge state={state} />
				</h2>
				{state !== "applied" && <p className={styles.means}>{t(stateLooks[state].means)}</p>}
				{migration.notRun !== undefined && <NotRun why={migration.notRun} />}
				{migration.interruption && <InterruptionFacts interruption={migration.interruption} />}
				<p className={styles.facts}>
					{migration.appliedAt && (
						<span>
							{t("migration.applied")} <Moment at={migration.appliedAt} />{" "}
							{migration.appliedBy !== undefined && <ByWhom name={migration.appliedBy} />}
						</span>
					)}
					<span>{checksWords(migration)}</span>
					{!reversible && <span>{t("migration.irreversible")}</span>}
					<span className={styles.checksum}>
						{t("migration.checksum")} <CodeText>{migration.checksum.slice(0, 12)}</CodeText>
						<CopyButton value={migration.checksum} label={t("migration.checksum.copy")} />
					</span>
				</p>
			</div>
			<Actions connection={connection} migration={migration} all={all} />
		</header>
	);
}

/** It is another tool's, and in a language or with placeholders that only that tool knows. */
function NotRun({ why }: { why: string }) {
	return (
		<p className={adopt.notRun}>
			<IconBan size={15} aria-hidden />
			<span>
				<strong>{t("migration.not-run")}:</strong> <ServerText>{`${why}.`}</ServerText> {t("migration.not-run.means")}
			</span>
		</p>
	);
}

function ByWhom({ name }: { name: string }) {
	return <ServerText>{t("migration.by", { name })}</ServerText>;
}

const signs: Record<MigrationAction, Icon> = {
	apply: IconPlayerPlay,
	resume: IconPlayerTrackNext,
	adopt: IconFileImport,
	verify: IconListCheck,
	rollback: IconArrowBackUp,
};

function Actions({ connection, migration, all }: DetailHeaderProps) {
	const { id } = migration;
	const { busy, readOnly } = useAbility(connection);
	const run: Record<MigrationAction, () => void> = {
		apply: () => openMigrationDialog(connection, { kind: "apply", to: id }),
		resume: () => openMigrationDialog(connection, { kind: "resume", id }),
		adopt: () => openMigrationDialog(connection, { kind: "adopt", id }),
		verify: () => void startVerify(connection, [id]),
		rollback: () => openMigrationDialog(connection, { kind: "rollback", id }),
	};
	const words: Record<MigrationAction, string> = {
		apply: t(hasPendingBefore(id, all) ? "action.apply-to" : "action.apply", { id }),
		resume: t("action.resume"),
		adopt: t("action.adopt"),
		verify: t("action.verify"),
		rollback: t("action.rollback"),
	};
	const offered = actionsFor(migration).filter((action) => action === "verify" || !readOnly);
	return (
		<div className={styles.actions}>
			{offered.map((action) => {
				const Sign = signs[action];
				const strong = action !== "verify" && action !== "rollback";
				return (
					<Button
						key={action}
						variant={strong ? "filled" : "default"}
						leftSection={<Sign size={15} />}
						disabled={busy}
						title={busy ? t("migrations.busy") : undefined}
						onClick={run[action]}
					>
						{words[action]}
					</Button>
				);
			})}
		</div>
	);
}
