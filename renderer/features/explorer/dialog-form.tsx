import { Button, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { useConnection } from "../../app/connection-queries.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

interface DialogFormProps {
	connection: string;
	title: string;
	/** On the button. */
	does: string;
	danger?: boolean;
	ready: boolean;
	width?: number;
	/** Does it; the dialog closes when it is done. */
	run: () => Promise<void>;
	onClose: () => void;
	children: ReactNode;
}

/** Asks before something is done: which database, what is needed for it, and an error that stays with its next step. */
export function DialogForm(props: DialogFormProps) {
	const { connection, title, does, danger, ready, width = 600, run, onClose, children } = props;
	const { connection: card } = useConnection(connection);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const go = async () => {
		setBusy(true);
		setError(undefined);
		try {
			await run();
			onClose();
		} catch (caught) {
			setError(caught);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Modal opened onClose={onClose} title={title} size={width}>
			<form
				className={styles.form}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					// A form within this one (in React's tree) is not this one.
					if (event.target === event.currentTarget && ready && !busy) void go();
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
				<div className={styles.foot}>
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
