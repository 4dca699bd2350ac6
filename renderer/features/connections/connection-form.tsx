import { Button } from "@mantine/core";
import { IconDeviceFloppy, IconPlugConnected } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { ConnectionCard, TestResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { notifyDone } from "../../app/notify.ts";
import { goTo, paths } from "../../app/paths.ts";
import { staysOnMachine } from "../../app/stays-on-machine.ts";
import { t } from "../../i18n/i18n.ts";
import { type Draft, saveConnection, testDraft, testSaved } from "./connection-actions.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import styles from "./connection-form.module.css";
import { emptyForm, type FormErrors, type FormValues, faultsOf, formOf, settingsOf } from "./form-values.ts";
import { PasteAddress } from "./paste-address.tsx";
import { TestOutcome } from "./test-outcome.tsx";
import { secretsOf } from "./way-values.ts";

interface ConnectionFormProps {
	/** Undefined: a new one. */
	card: ConnectionCard | undefined;
	onDone: () => void;
}

type Busy = "testing" | "saving" | undefined;
export type Outcome = { test: TestResult } | { error: unknown } | undefined;

export function ConnectionForm({ card, onDone }: ConnectionFormProps) {
	const [form, setForm] = useState(() => (card ? formOf(card) : emptyForm));
	const [faults, setFaults] = useState<FormErrors>({});
	const [busy, setBusy] = useState<Busy>();
	const [outcome, setOutcome] = useState<Outcome>();

	const change = (next: FormValues) => {
		setForm(next);
		setOutcome(undefined);
		if (Object.keys(faults).length > 0) setFaults(faultsOf(next));
	};
	/** Does the work with what the form stands for, or shows what is wrong with it. */
	const withDraft = async (doing: Busy, work: (draft: Draft) => Promise<void>) => {
		const found = faultsOf(form);
		setFaults(found);
		if (Object.keys(found).length > 0) return;
		setBusy(doing);
		setOutcome(undefined);
		try {
			const password = form.password === "" ? undefined : form.password;
			await work({ settings: settingsOf(form), password, secrets: secretsOf(form.way) });
		} catch (error) {
			setOutcome({ error });
		}
		setBusy(undefined);
	};
	const test = () =>
		withDraft("testing", async (draft) => {
			const asSaved =
				card !== undefined && draft.password === undefined && draft.secrets === undefined && isUnchanged(card, form);
			setOutcome({ test: asSaved ? await testSaved(card.id) : await testDraft(draft) });
		});
	const save = (open: boolean) =>
		withDraft("saving", async (draft) => {
			const saved = await saveConnection(card?.id, draft);
			onDone();
			if (open) goTo(paths.overview(saved.id));
			else notifyDone(t("connection.saved", { name: saved.name }));
		});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		void save(true);
	};
	return (
		<form className={styles.form} onSubmit={submit} noValidate>
			<PasteAddress form={form} onFill={change} />
			<ConnectionFields form={form} faults={faults} card={card} onChange={change} />
			<div aria-live="polite" ref={outcome ? bringIntoView : undefined}>
				{outcome &&
					("test" in outcome ? (
						<TestOutcome test={outcome.test} local={form.way.ssh.trim() === "" && staysOnMachine(form.host)} />
					) : (
						<AppError error={outcome.error} onTrusted={() => void test()} />
					))}
			</div>
			<div className={styles.footer}>
				<Button
					variant="default"
					leftSection={<IconPlugConnected size={15} />}
					loading={busy === "testing"}
					disabled={busy === "saving"}
					onClick={() => void test()}
				>
					{t("connection.test")}
				</Button>
				<span className={styles.gap} />
				<Button variant="default" disabled={busy !== undefined} onClick={() => void save(false)}>
					{t("action.save")}
				</Button>
				<Button
					type="submit"
					leftSection={<IconDeviceFloppy size={15} />}
					loading={busy === "saving"}
					disabled={busy === "testing"}
				>
					{t("connection.save.open")}
				</Button>
			</div>
		</form>
	);
}

/** What came of a test stands at the foot of the form. */
function bringIntoView(element: HTMLElement | null): void {
	element?.scrollIntoView({ block: "nearest" });
}

function isUnchanged(card: ConnectionCard, form: FormValues): boolean {
	return JSON.stringify(settingsOf(form)) === JSON.stringify(settingsOf(formOf(card)));
}
