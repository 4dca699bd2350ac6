import { Checkbox } from "@mantine/core";
import { useState } from "react";
import type { Blocker, StopHow } from "../../../main/contract/index.ts";
import { useConnection } from "../../app/connection-queries.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";

interface StopDialogProps {
	connection: string;
	blocker: Blocker;
	how: StopHow;
	onClose: () => void;
	onStop: () => void;
}

/** Asks before somebody else's work is stopped; on production it asks twice. */
export function StopDialog({ connection, blocker, how, onClose, onStop }: StopDialogProps) {
	const { connection: card } = useConnection(connection);
	const [sure, setSure] = useState(false);
	if (!card) return null;
	const production = card.environment === "production";
	const who = { pid: String(blocker.pid), user: blocker.user };
	return (
		<DialogFrame
			title={t(how === "cancel" ? "stop.cancel.title" : "stop.terminate.title", who)}
			connection={card}
			onClose={onClose}
			confirm={{
				text: t(how === "cancel" ? "stop.cancel.do" : "stop.terminate.do"),
				danger: true,
				ready: sure || !production,
				run: onStop,
			}}
		>
			<p className={styles.calm}>{t(how === "cancel" ? "stop.cancel.means" : "stop.terminate.means")}</p>
			<CodeText>{blocker.query}</CodeText>
			{production && (
				<Checkbox
					label={t("stop.sure", who)}
					checked={sure}
					onChange={(event) => setSure(event.currentTarget.checked)}
				/>
			)}
		</DialogFrame>
	);
}
