import { Button, Modal, PasswordInput } from "@mantine/core";
import { useState } from "react";
import type { VaultState } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { useVault, withVault } from "../../app/connection-vault.ts";
import { notifyDone, notifyError, notifyWarning } from "../../app/notify.ts";
import { MasterPassword, UnlockVault } from "../../app/unlock-vault.tsx";
import { t } from "../../i18n/i18n.ts";
import styles from "./start-page.module.css";

/** Where passwords are kept: the vault, and whether the system has a key store. */
export function VaultDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	return (
		<Modal opened={opened} onClose={onClose} title={t("vault.title")} size="sm">
			{opened && <VaultContent onClose={onClose} />}
		</Modal>
	);
}

function VaultContent({ onClose }: { onClose: () => void }) {
	const { data: vault, error } = useVault();
	const [way, setWay] = useState<"change" | "destroy">();
	if (error) return <AppError error={error} />;
	if (!vault) return null;
	return (
		<div className={styles.vault}>
			{way === undefined && vault.state === "open" && <OpenVault vault={vault} onChange={() => setWay("change")} />}
			{way === undefined && vault.state !== "open" && <UnlockVault onDone={() => notifyDone(t("vault.done"))} />}
			{way === "change" && <ChangePassword onDone={onClose} />}
			{way === "destroy" && <DestroyVault onDone={onClose} />}
			{way === undefined && vault.state === "locked" && (
				<button type="button" className={styles.quiet} onClick={() => setWay("destroy")}>
					{t("vault.destroy")}
				</button>
			)}
			<p className={styles.note}>{vault.keyStore.says}</p>
		</div>
	);
}

function OpenVault({ vault, onChange }: { vault: VaultState; onChange: () => void }) {
	return (
		<>
			<p>
				{t("vault.open", { n: vault.entries })} {t("vault.idle", { n: vault.idleMinutes })}
			</p>
			<div className={styles.end}>
				<Button variant="default" onClick={onChange}>
					{t("vault.change")}
				</Button>
				<Button onClick={() => void withVault(() => client.vault.lock()).catch(notifyError)}>{t("vault.lock")}</Button>
			</div>
		</>
	);
}

function ChangePassword({ onDone }: { onDone: () => void }) {
	const [present, setPresent] = useState("");
	return (
		<>
			<PasswordInput
				label={t("vault.present")}
				value={present}
				onChange={(event) => setPresent(event.currentTarget.value)}
				autoComplete="off"
				data-autofocus
			/>
			<MasterPassword isNew words={t("vault.change")} use={(next) => changePassword(present, next)} onDone={onDone} />
		</>
	);
}

async function changePassword(password: string, next: string): Promise<void> {
	const { unopened } = await withVault(() => client.vault.change({ password, next }));
	if (unopened.length > 0) notifyWarning(t("vault.unopened", { n: unopened.length, names: unopened.join(", ") }));
}

function DestroyVault({ onDone }: { onDone: () => void }) {
	return (
		<>
			<p>{t("vault.destroy.ask")}</p>
			<div className={styles.end}>
				<Button variant="default" onClick={onDone} data-autofocus>
					{t("action.cancel")}
				</Button>
				<Button color="red" onClick={() => void withVault(() => client.vault.destroy()).then(onDone, notifyError)}>
					{t("vault.destroy")}
				</Button>
			</div>
		</>
	);
}
