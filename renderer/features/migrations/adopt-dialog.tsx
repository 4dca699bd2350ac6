import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { ConnectionCard, MigrationStatus } from "../../../main/contract/index.ts";
import { startAdopt } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { checksWords } from "./checks-words.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";

interface AdoptDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	/** This one; all unrecorded ones without it. */
	id: string | undefined;
	onClose: () => void;
}

/** Records as applied what the checks prove is there. */
export function AdoptDialog({ connection, migrations, id, onClose }: AdoptDialogProps) {
	const [chosen] = useState(() =>
		migrations.filter((migration) => migration.state === "unrecorded" && (id === undefined || migration.id === id)),
	);
	const [reason, setReason] = useState("");
	const ids = chosen.map((migration) => migration.id);
	return (
		<DialogFrame
			title={t("adopt.title")}
			connection={connection}
			onClose={onClose}
			confirm={{
				text: t("adopt.do", { n: ids.length }),
				ready: ids.length > 0,
				run: () => void startAdopt(connection.id, ids, reason),
			}}
		>
			<p className={styles.calm}>{t("adopt.text")}</p>
			<ul className={styles.skipped}>
				{chosen.map((migration) => (
					<li key={migration.id}>
						<CodeText>{migration.id}</CodeText> <ServerText>{migration.name}</ServerText>{" "}
						<span className={styles.stepFacts}>{checksWords(migration)}</span>
					</li>
				))}
			</ul>
			<TextInput
				label={t("adopt.reason")}
				description={t("adopt.reason.hint")}
				maxLength={2000}
				value={reason}
				onChange={(event) => setReason(event.currentTarget.value)}
				data-autofocus
			/>
		</DialogFrame>
	);
}
