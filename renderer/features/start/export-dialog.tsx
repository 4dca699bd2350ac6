import { Button, Modal, PasswordInput } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { t } from "../../i18n/i18n.ts";
import { saveFile } from "../../ui/save-file.ts";
import styles from "./start-page.module.css";

/** Characters that a passphrase has at least, as the contract has it. */
const SHORTEST = 10;

export function ExportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	return (
		<Modal opened={opened} onClose={onClose} title={t("export.title")} size="sm">
			{opened && <ExportForm onClose={onClose} />}
		</Modal>
	);
}

function ExportForm({ onClose }: { onClose: () => void }) {
	const [passphrase, setPassphrase] = useState("");
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>();
	const [without, setWithout] = useState<string[]>([]);
	const short = passphrase !== "" && passphrase.length < SHORTEST;
	const run = async () => {
		setBusy(true);
		setError(undefined);
		try {
			const file = await client.connectionFiles.export(passphrase === "" ? {} : { passphrase });
			saveFile(file.name, file.text, "application/json");
			if (file.without.length === 0) onClose();
			setWithout(file.without);
		} catch (caught) {
			setError(caught);
		}
		setBusy(false);
	};
	return (
		<div className={styles.vault}>
			<p>{t("export.plain")}</p>
			<PasswordInput
				label={t("export.passphrase")}
				description={t("export.passphrase.hint")}
				value={passphrase}
				onChange={(event) => setPassphrase(event.currentTarget.value)}
				error={short ? t("vault.short", { n: SHORTEST }) : undefined}
				autoComplete="off"
				data-autofocus
			/>
			{without.length > 0 && <p role="alert">{t("export.without", { names: without.slice(0, 10).join(", ") })}</p>}
			{error !== undefined && <AppError error={error} />}
			<div className={styles.end}>
				<Button variant="default" onClick={onClose}>
					{t("action.close")}
				</Button>
				<Button leftSection={<IconUpload size={15} />} loading={busy} disabled={short} onClick={() => void run()}>
					{t("export.do")}
				</Button>
			</div>
		</div>
	);
}
