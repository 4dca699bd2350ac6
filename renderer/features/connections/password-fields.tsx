import { Button, Modal, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ConnectionCard, PasswordMode } from "../../../main/contract/index.ts";
import { useVault } from "../../app/connection-vault.ts";
import { UnlockVault } from "../../app/unlock-vault.tsx";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import type { FormErrors, FormValues } from "./form-values.ts";
import type { MoreValues } from "./more-values.ts";

interface PasswordFieldsProps {
	form: FormValues;
	faults: FormErrors;
	card: ConnectionCard | undefined;
	onChange: (form: FormValues) => void;
}

const modes: readonly PasswordMode[] = ["session", "ask", "os", "vault", "pgpass", "command"];
/** Modes in which a password is typed here. */
const typed: ReadonlySet<PasswordMode> = new Set(["session", "ask", "os", "vault"]);
const known: ReadonlySet<ConnectionCard["password"]> = new Set(["session", "os", "vault", "vault-locked"]);

/** How the password comes: the way in use stands here always. */
export function PasswordFields({ form, faults, card, onChange }: PasswordFieldsProps) {
	const { more } = form;
	const mode = more.passwordMode;
	const { data: vault } = useVault();
	const forced = card?.forced?.includes("passwordMode");
	const change = (part: Partial<MoreValues>) => onChange({ ...form, more: { ...more, ...part } });
	const isKnown = card !== undefined && known.has(card.password) && (card.passwordMode ?? "session") === mode;
	return (
		<div>
			<div className={styles.pair}>
				<NativeSelect
					label={t("mode.label")}
					value={mode}
					disabled={forced ?? false}
					onChange={(event) => change({ passwordMode: event.currentTarget.value as PasswordMode })}
					data={modes.map((value) => ({
						value,
						label: t(`mode.${value}`),
						disabled: value === "os" && mode !== "os" && vault?.keyStore.available === false,
					}))}
					aria-describedby="password-mode-means"
				/>
				{typed.has(mode) && (
					<PasswordInput
						label={t("connection.password")}
						placeholder={isKnown ? t("connection.password.known") : undefined}
						value={form.password}
						onChange={(event) => onChange({ ...form, password: event.currentTarget.value })}
						autoComplete="new-password"
					/>
				)}
				{mode === "command" && (
					<TextInput
						label={t("mode.expires")}
						inputMode="numeric"
						placeholder="10"
						value={more.expires}
						onChange={(event) => change({ expires: event.currentTarget.value })}
					/>
				)}
			</div>
			<p className={styles.hint} id="password-mode-means">
				{forced ? t("policy.forced") : mode === "os" && vault ? vault.keyStore.says : t(`mode.${mode}.means`)}
			</p>
			{mode === "command" && (
				<Textarea
					mt="sm"
					label={t("mode.command.label")}
					value={more.command}
					onChange={(event) => change({ command: event.currentTarget.value })}
					error={faults.more}
					placeholder={"pass\nshow\nshop/db"}
					autosize
					minRows={2}
					spellCheck={false}
					dir="ltr"
				/>
			)}
			{mode === "vault" && vault && vault.state !== "open" && <VaultShut isNew={vault.state === "none"} />}
		</div>
	);
}

function VaultShut({ isNew }: { isNew: boolean }) {
	const [asking, setAsking] = useState(false);
	const words = t(isNew ? "vault.create" : "vault.unlock");
	return (
		<div className={styles.vault}>
			<span>{isNew ? t("mode.vault.means") : t("error.VAULT_LOCKED")}</span>
			<Button size="xs" variant="default" onClick={() => setAsking(true)}>
				{words}
			</Button>
			<Modal opened={asking} onClose={() => setAsking(false)} title={words} size="sm">
				<UnlockVault onDone={() => setAsking(false)} />
			</Modal>
		</div>
	);
}
