import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { useCommands } from "../../app/commands.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { t } from "../../i18n/i18n.ts";
import { KeyHint } from "../../ui/key-hint.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

interface DialogFrameProps {
	title: string;
	connection: ConnectionCard;
	onClose: () => void;
	/** Pixels; default 660. */
	width?: number;
	/** The one thing that this dialog does; absent while it cannot be done. `stays`: it leads on within the dialog. */
	confirm?: { text: string; danger?: boolean; ready: boolean; stays?: boolean; run: () => void } | undefined;
	/** One step back within the dialog. */
	back?: (() => void) | undefined;
	/** Another thing that it can do, in the place of the first. */
	other?: { text: string; run: () => void } | undefined;
	children: ReactNode;
}

/** A dialog before something is done to a database: says which database, and does it by button or Ctrl+Enter. */
export function DialogFrame({
	title,
	connection,
	onClose,
	width = 660,
	confirm,
	back,
	other,
	children,
}: DialogFrameProps) {
	const go = () => {
		if (!confirm?.ready) return;
		if (!confirm.stays) onClose();
		confirm.run();
	};
	useCommands(() => [{ id: "dialog.confirm", title, group: "migrations", keys: ["mod+enter"], run: go }], [confirm]);
	return (
		<Modal opened onClose={onClose} title={title} size={width}>
			<div className={styles.frame}>
				<p className={styles.where} data-environment={connection.environment}>
					<EnvironmentBadge environment={connection.environment} />
					<strong>
						<ServerText>{connection.name}</ServerText>
					</strong>
					<CodeText>{`${connection.database} · ${connection.user}@${connection.host}:${connection.port}`}</CodeText>
				</p>
				<div className={styles.content}>{children}</div>
				<div className={styles.footer}>
					<Button variant="default" onClick={onClose} data-autofocus>
						{t(confirm ? "action.cancel" : "action.close")}
					</Button>
					{back && (
						<Button variant="default" onClick={back}>
							{t("action.back")}
						</Button>
					)}
					{other && (
						<Button
							variant="default"
							onClick={() => {
								onClose();
								other.run();
							}}
						>
							{other.text}
						</Button>
					)}
					{confirm && (
						<Button
							{...(confirm.danger ? { color: "red" } : {})}
							disabled={!confirm.ready}
							onClick={go}
							rightSection={<KeyHint keys="mod+enter" />}
						>
							{confirm.text}
						</Button>
					)}
				</div>
			</div>
		</Modal>
	);
}
