import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../i18n/i18n.ts";
import { AppError } from "./app-error.tsx";
import { client } from "./client.ts";
import { useVault, withVault } from "./connection-vault.ts";
import styles from "./unlock-dialog.module.css";

/** As the contract has it, whose schemas are not fetched for a number. */
const SHORTEST_MASTER_PASSWORD = 10;

/** Opens the vault, or makes it where there is none. */
export function UnlockVault({ onDone }: { onDone: () => void }) {
	const { data: vault } = useVault();
	if (!vault || vault.state === "open") return null;
	const isNew = vault.state === "none";
	return (
		<>
			<p className={styles.text}>{isNew ? t("vault.none") : t("vault.locked", { n: vault.entries })}</p>
			<MasterPassword
				isNew={isNew}
				words={t(isNew ? "vault.create" : "vault.unlock")}
				onDone={onDone}
				use={(password) =>
					withVault(() => (isNew ? client.vault.create({ password }) : client.vault.unlock({ password })))
				}
			/>
		</>
	);
}

interface MasterPasswordProps {
	/** It is typed twice, and has to be long enough. */
	isNew: boolean;
	words: string;
	use: (password: string) => Promise<unknown>;
	onDone: () => void;
}

export function MasterPassword({ isNew, words, use, onDone }: MasterPasswordProps) {
	const [password, setPassword] = useState("");
	const [again, setAgain] = useState("");
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const short = isNew && password !== "" && password.length < SHORTEST_MASTER_PASSWORD;
	const differ = isNew && again !== "" && again !== password;
	const ready = password !== "" && !short && (!isNew || again === password);
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		event.stopPropagation();
		if (!ready) return;
		setBusy(true);
		setError(undefined);
		try {
			await use(password);
			onDone();
		} catch (caught) {
			setError(caught);
		}
		setBusy(false);
	};
	return (
		<form onSubmit={(event) => void submit(event)}>
			<Stack gap="sm">
				<PasswordInput
					label={t(isNew ? "vault.new" : "vault.password")}
					value={password}
					onChange={(event) => setPassword(event.currentTarget.value)}
					error={short ? t("vault.short", { n: SHORTEST_MASTER_PASSWORD }) : undefined}
					autoComplete="off"
					data-autofocus
				/>
				{isNew && (
					<PasswordInput
						label={t("vault.again")}
						value={again}
						onChange={(event) => setAgain(event.currentTarget.value)}
						error={differ ? t("vault.differ") : undefined}
						autoComplete="off"
					/>
				)}
				{error !== undefined && <AppError error={error} />}
				<div className={styles.end}>
					<Button type="submit" loading={busy} disabled={!ready}>
						{words}
					</Button>
				</div>
			</Stack>
		</form>
	);
}
