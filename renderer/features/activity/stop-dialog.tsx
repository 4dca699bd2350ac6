import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { ServerSession, StopHow } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { useConnection } from "../../app/connection-queries.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { isTyped, TypedName } from "../../app/typed-name.tsx";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";
import { oneLine } from "./session-words.ts";

interface StopDialogProps {
	connection: string;
	session: ServerSession;
	how: StopHow;
	onClose: () => void;
}

/** Asks before somebody else's work is stopped; where the policy says so the database's name has to be typed. */
export function StopDialog({ connection, session, how, onClose }: StopDialogProps) {
	const { connection: card } = useConnection(connection);
	const [typed, setTyped] = useState("");
	if (!card) return null;
	const who = { pid: String(session.pid), user: session.user };
	const go = () => {
		onClose();
		void stop(connection, session, { how, typed });
	};
	return (
		<Modal
			opened
			onClose={onClose}
			size={620}
			title={t(how === "cancel" ? "stop.cancel.title" : "stop.terminate.title", who)}
		>
			<div className={styles.dialog}>
				<p className={styles.where}>
					<EnvironmentBadge environment={card.environment} />
					<strong>
						<ServerText>{card.name}</ServerText>
					</strong>
					<CodeText>{`${card.database} · ${card.user}@${card.host}:${card.port}`}</CodeText>
				</p>
				<p>{t(how === "cancel" ? "stop.cancel.means" : "stop.terminate.means")}</p>
				{session.behind > 0 && <p>{t("activity.stop.behind", { n: session.behind })}</p>}
				{session.query !== "" && <CodeText>{oneLine(session.query)}</CodeText>}
				<TypedName connection={card} why={t("stop.typed")} typed={typed} onType={setTyped} />
				<div className={styles.dialogFoot}>
					<Button variant="default" onClick={onClose} data-autofocus>
						{t("action.cancel")}
					</Button>
					<Button color="red" disabled={!isTyped(card, typed)} onClick={go}>
						{t(how === "cancel" ? "stop.cancel.do" : "stop.terminate.do")}
					</Button>
				</div>
			</div>
		</Modal>
	);
}

async function stop(
	connection: string,
	{ pid, began }: ServerSession,
	said: { how: StopHow; typed: string },
): Promise<void> {
	try {
		const { heard, ended } = await client.activity.stop({ connection, pid, ...said, ...(began ? { began } : {}) });
		const outcome = heard ? (ended === undefined ? "asked" : ended ? "ended" : "going") : "gone";
		notifyDone(t(`activity.stopped.${outcome}`, { pid: String(pid) }));
	} catch (caught) {
		notifyError(caught);
	}
}
