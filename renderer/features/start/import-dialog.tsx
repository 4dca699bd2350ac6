import { Button, FileButton, Modal, PasswordInput, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ImportPreview } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { toErrorValue } from "../../app/error-value.ts";
import { t } from "../../i18n/i18n.ts";
import { ImportChoice } from "./import-choice.tsx";
import { closeImport, type Source, useImport } from "./import-store.ts";
import { readFile } from "./read-file.ts";
import styles from "./start-page.module.css";

/** From a text or a file to a preview, and from there into the list. */
export function ImportDialog() {
	const { open, source } = useImport();
	return (
		<Modal opened={open} onClose={closeImport} title={t("import.title")} size="lg">
			{open && <ImportSteps first={source} />}
		</Modal>
	);
}

function ImportSteps({ first }: { first: Source | undefined }) {
	const [source, setSource] = useState(first);
	const [preview, setPreview] = useState<ImportPreview>();
	const [error, setError] = useState<unknown>();
	const look = async (from: Source, passphrase?: string) => {
		setSource(from);
		setError(undefined);
		try {
			const asked = from.from === "text" && passphrase !== undefined ? { ...from, passphrase } : from;
			setPreview(await client.connectionFiles.preview(asked));
		} catch (caught) {
			setError(caught);
		}
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was dropped on the window
	useEffect(() => {
		if (first) void look(first);
	}, []);
	const again = () => {
		setPreview(undefined);
		setSource(undefined);
		setError(undefined);
	};
	if (preview) return <ImportChoice preview={preview} onBack={again} onDone={closeImport} />;
	const sealed = isSealed(error) && source !== undefined;
	return (
		<div className={styles.vault}>
			{sealed ? (
				<Passphrase onGive={(passphrase) => void look(source, passphrase)} />
			) : (
				<ChooseSource onLook={(from) => void look(from)} onFail={setError} />
			)}
			{error !== undefined && !(sealed && toErrorValue(error).code === "PASSWORD_NEEDED") && <AppError error={error} />}
		</div>
	);
}

/** The file asks for its passphrase, or for another one. */
function isSealed(error: unknown): boolean {
	const code = error === undefined ? undefined : toErrorValue(error).code;
	return code === "PASSWORD_NEEDED" || code === "WRONG_MASTER_PASSWORD";
}

function Passphrase({ onGive }: { onGive: (passphrase: string) => void }) {
	const [passphrase, setPassphrase] = useState("");
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				onGive(passphrase);
			}}
		>
			<PasswordInput
				label={t("import.passphrase")}
				value={passphrase}
				onChange={(event) => setPassphrase(event.currentTarget.value)}
				autoComplete="off"
				data-autofocus
			/>
			<div className={styles.end}>
				<Button type="submit" disabled={passphrase === ""}>
					{t("import.read")}
				</Button>
			</div>
		</form>
	);
}

function ChooseSource({ onLook, onFail }: { onLook: (source: Source) => void; onFail: (error: unknown) => void }) {
	const [text, setText] = useState("");
	return (
		<>
			<Textarea
				label={t("import.text")}
				description={t("import.hint")}
				value={text}
				onChange={(event) => setText(event.currentTarget.value)}
				autosize
				minRows={4}
				maxRows={12}
				autoComplete="off"
				spellCheck={false}
				dir="ltr"
				data-autofocus
			/>
			<div className={styles.end}>
				<FileButton onChange={(file) => void (file && readFile(file).then(onLook, onFail))}>
					{(props) => (
						<Button variant="default" {...props}>
							{t("import.file")}
						</Button>
					)}
				</FileButton>
				<Button variant="default" onClick={() => onLook({ from: "pgpass" })}>
					{t("import.pgpass")}
				</Button>
				<Button variant="default" onClick={() => onLook({ from: "service" })}>
					{t("import.service")}
				</Button>
				<Button disabled={text.trim() === ""} onClick={() => onLook({ from: "text", text })}>
					{t("import.read")}
				</Button>
			</div>
		</>
	);
}
