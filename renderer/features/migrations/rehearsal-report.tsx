import { Button, Modal } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { RehearseResult, ScratchFacts } from "../../../main/contract/index.ts";
import { useConnection } from "../../app/connection-queries.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { RehearsalLines } from "./rehearsal-lines.tsx";
import { RehearsalMigration } from "./rehearsal-migration.tsx";
import styles from "./rehearsal-report.module.css";

interface RehearsalReportProps {
	result: RehearseResult;
	connection: string;
	onClose: () => void;
}

/** What is put with a request for a change: what ran where, statement by statement, and whether it comes back. */
export function RehearsalReport({ result, connection, onClose }: RehearsalReportProps) {
	const { connection: card } = useConnection(connection);
	const database = card?.database ?? "";
	const where = card ? { database, host: card.host, port: card.port, role: card.user } : {};
	const json = JSON.stringify({ ...where, ...result }, undefined, 2);
	return (
		<Modal opened onClose={onClose} title={t("rehearsal.title")} size={980}>
			<div className={styles.report}>
				<div className={styles.head}>
					{card && (
						<strong>
							<ServerText>{`${card.name}: ${card.database} · ${card.user}@${card.host}:${card.port}`}</ServerText>
						</strong>
					)}
					{result.scratch ? <Scratch scratch={result.scratch} /> : <span>{t("rehearsal.on.live")}</span>}
				</div>
				<div className={styles.actions}>
					<Button
						variant="default"
						leftSection={<IconDownload size={14} />}
						onClick={() => saveFile(fileName(database), json, "application/json")}
						data-autofocus
					>
						{t("rehearsal.save")}
					</Button>
					<CopyButton value={json} label={t("rehearsal.copy")} />
				</div>
				{result.rehearsal.map((migration) => (
					<RehearsalMigration key={migration.id} migration={migration} />
				))}
			</div>
		</Modal>
	);
}

function Scratch({ scratch }: { scratch: ScratchFacts }) {
	const { server, database, version, copiedBy, equalsTarget, differences, notes } = scratch;
	return (
		<>
			<span>
				<ServerText>{t(`rehearsal.on.${server}`, { database })}</ServerText>
				{` · ${t("rehearsal.version", { version })}`}
			</span>
			<span data-look={equalsTarget ? undefined : true}>
				{t(`rehearsal.copied.${copiedBy}`)}:{" "}
				{equalsTarget ? t("rehearsal.equal") : t("rehearsal.unequal", { n: differences.length })}
			</span>
			{notes.map((note) => (
				<span key={note}>
					<ServerText>{note}</ServerText>
				</span>
			))}
			{differences.length > 0 && <RehearsalLines title={t("rehearsal.title")} lines={differences} />}
		</>
	);
}

/** Nothing in a name that a file system would take for something else. */
function fileName(database: string): string {
	const name = database.replaceAll(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 60);
	return `rehearsal-${name}-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.json`;
}
