import { Button, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { useConnection } from "../../app/connection-queries.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { notifyDone } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./tenants.module.css";
import { readTenantsAnew } from "./use-tenants.ts";

interface ChangeDialogProps {
	connection: string;
	title: string;
	/** On the button. */
	does: string;
	danger?: boolean;
	ready: boolean;
	/** Does it, and says what is told when it is done. */
	run: () => Promise<string>;
	onClose: () => void;
	children: ReactNode;
}

/** Before something is changed: which database, what, and an error that stays with its next step. Enter does it too. */
export function ChangeDialog({ connection, title, does, danger, ready, run, onClose, children }: ChangeDialogProps) {
	const { connection: card } = useConnection(connection);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const go = async () => {
		setBusy(true);
		setError(undefined);
		try {
			notifyDone(await run());
			void readTenantsAnew(connection);
			onClose();
		} catch (caught) {
			setError(caught);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Modal opened onClose={onClose} title={title} size={560}>
			<form
				className={styles.dialog}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (ready && !busy) void go();
				}}
			>
				{card && (
					<p className={styles.where}>
						<EnvironmentBadge environment={card.environment} />
						<strong>
							<ServerText>{card.name}</ServerText>
						</strong>
						<CodeText>{`${card.database} · ${card.user}@${card.host}:${card.port}`}</CodeText>
					</p>
				)}
				{children}
				{error !== undefined && <AppError error={error} connection={connection} />}
				<div className={styles.dialogFoot}>
					<Button variant="default" onClick={onClose}>
						{t("action.cancel")}
					</Button>
					<Button type="submit" disabled={!ready} loading={busy} {...(danger ? { color: "red" } : {})}>
						{does}
					</Button>
				</div>
			</form>
		</Modal>
	);
}
