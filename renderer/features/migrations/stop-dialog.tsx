import { useState } from "react";
import type { Blocker, StopHow } from "../../../main/contract/index.ts";
import { useConnection } from "../../app/connection-queries.ts";
import { isTyped, TypedName } from "../../app/typed-name.tsx";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";

interface StopDialogProps {
	connection: string;
	blocker: Blocker;
	how: StopHow;
	onClose: () => void;
	/** With the database's name, where it was asked for. */
	onStop: (typed: string) => void;
}

/** Asks before somebody else's work is stopped; where the policy says so the database's name has to be typed. */
export function StopDialog({ connection, blocker, how, onClose, onStop }: StopDialogProps) {
	const { connection: card } = useConnection(connection);
	const [typed, setTyped] = useState("");
	if (!card) return null;
	const who = { pid: String(blocker.pid), user: blocker.user };
	return (
		<DialogFrame
			title={t(how === "cancel" ? "stop.cancel.title" : "stop.terminate.title", who)}
			connection={card}
			onClose={onClose}
			confirm={{
				text: t(how === "cancel" ? "stop.cancel.do" : "stop.terminate.do"),
				danger: true,
				ready: isTyped(card, typed),
				run: () => onStop(typed),
			}}
		>
			<p className={styles.calm}>{t(how === "cancel" ? "stop.cancel.means" : "stop.terminate.means")}</p>
			<CodeText>{blocker.query}</CodeText>
			<TypedName connection={card} why={t("stop.typed")} typed={typed} onType={setTyped} />
		</DialogFrame>
	);
}
