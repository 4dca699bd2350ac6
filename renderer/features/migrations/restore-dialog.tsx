import { Checkbox } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useConnection } from "../../app/connection-queries.ts";
import { startRestore } from "../../app/start-run.ts";
import { isTyped, TypedName } from "../../app/typed-name.tsx";
import { t } from "../../i18n/i18n.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";

interface RestoreDialogProps {
	connection: string;
	/** `database`: where it came from, as far as that is not certain. */
	snapshot: { id: string; rows: number; database?: string | undefined };
	onClose: () => void;
}

/** Before data is put back: into which database, and what that means for what is there now. */
export function RestoreDialog({ connection, snapshot, onClose }: RestoreDialogProps) {
	const { connection: card } = useConnection(connection);
	const [keepPresent, setKeepPresent] = useState(false);
	const [typed, setTyped] = useState("");
	if (!card) return null;
	const { id, rows, database } = snapshot;
	return (
		<DialogFrame
			title={t("restore.title")}
			connection={card}
			onClose={onClose}
			confirm={{
				text: t("restore.do", { n: rows }),
				danger: card.environment === "production",
				ready: isTyped(card, typed),
				run: () => void startRestore(connection, { id, keepPresent, typed }),
			}}
		>
			<p className={styles.calm}>{t("restore.text")}</p>
			{database !== undefined && database !== card.database && (
				<p className={styles.warning}>
					<IconAlertTriangle size={17} aria-hidden />
					<span>{t("restore.other", { database })}</span>
				</p>
			)}
			<Checkbox
				label={t("restore.keep-present")}
				description={t("restore.keep-present.means")}
				checked={keepPresent}
				onChange={(event) => setKeepPresent(event.currentTarget.checked)}
			/>
			<TypedName connection={card} why={t("restore.typed")} typed={typed} onType={setTyped} />
		</DialogFrame>
	);
}
