import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../i18n/i18n.ts";
import { CodeText, ServerText } from "../ui/server-text.tsx";
import { AppError } from "./app-error.tsx";
import { client } from "./client.ts";
import { useConnection } from "./connection-queries.ts";
import { wasRefused } from "./login-error.ts";
import { queryClient, queryKeys } from "./query-client.ts";
import styles from "./unlock-dialog.module.css";
import { useUnlock } from "./unlock-store.ts";
import { UnlockVault } from "./unlock-vault.tsx";

/** Asks for the password of a connection, wherever one was found to be needed. */
export function UnlockDialog() {
	const asking = useUnlock((state) => state.asking);
	const close = () => useUnlock.setState({ asking: undefined });
	return (
		<Modal opened={asking !== undefined} onClose={close} title={t("unlock.title")} size="sm">
			{asking !== undefined && <UnlockWhatIsShut connection={asking} onDone={close} />}
		</Modal>
	);
}

/** The vault first, where the password is in it. */
function UnlockWhatIsShut({ connection, onDone }: { connection: string; onDone: () => void }) {
	const card = useConnection(connection).connection;
	const asked = useUnlock((state) => state.secret);
	if (card?.password !== "vault-locked" || asked !== "password")
		return <UnlockForm connection={connection} onDone={onDone} />;
	const renewed = () => {
		void queryClient.resetQueries({ queryKey: queryKeys.connection(connection) });
		onDone();
	};
	return <UnlockVault onDone={renewed} />;
}

function UnlockForm({ connection, onDone }: { connection: string; onDone: () => void }) {
	const card = useConnection(connection).connection;
	const secret = useUnlock((state) => state.secret);
	const [password, setPassword] = useState("");
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const [refused] = useState(() => secret === "password" && wasRefused(connection));
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		setBusy(true);
		try {
			await client.connections.unlock({
				id: connection,
				...(secret === "password" ? { password } : { secrets: { [secret]: password } }),
			});
			await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
			void queryClient.resetQueries({ queryKey: queryKeys.connection(connection) });
			onDone();
		} catch (caught) {
			setError(caught);
			setBusy(false);
		}
	};
	return (
		<form onSubmit={(event) => void submit(event)}>
			<Stack gap="sm" pt="sm">
				{card && (
					<div>
						<ServerText>{card.name}</ServerText> · <CodeText>{`${card.user}@${card.host}:${card.port}`}</CodeText>
					</div>
				)}
				{refused && <p className={styles.refused}>{t("unlock.refused")}</p>}
				<PasswordInput
					label={t(`secret.${secret}`)}
					description={t(secret === "password" ? `mode.${card?.passwordMode ?? "session"}.means` : "secret.kept")}
					value={password}
					onChange={(event) => setPassword(event.currentTarget.value)}
					autoComplete="off"
					data-autofocus
				/>
				{error !== undefined && <AppError error={error} />}
				<Group justify="flex-end" gap="xs">
					<Button variant="default" onClick={onDone}>
						{t("action.cancel")}
					</Button>
					<Button type="submit" loading={busy}>
						{t("unlock.submit")}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
