import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ImportItem, ImportPreview, PasswordMode } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { useVault } from "../../app/connection-vault.ts";
import { notifyDone } from "../../app/notify.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";
import { UnlockVault } from "../../app/unlock-vault.tsx";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./start-page.module.css";

interface ImportChoiceProps {
	preview: ImportPreview;
	onBack: () => void;
	onDone: () => void;
}

/** Rows that are shown: the choice of all counts beyond them too. */
const SHOWN = 200;

/** What would be imported, each to be chosen; what is saved already is not, unless somebody says so. */
export function ImportChoice({ preview, onBack, onDone }: ImportChoiceProps) {
	const { items, notes, ticket } = preview;
	const [chosen, setChosen] = useState(
		() => new Set(items.filter((item) => !item.problem && !item.duplicateOf).map(({ index }) => index)),
	);
	const [mode, setMode] = useState<PasswordMode>("session");
	const [group, setGroup] = useState("");
	const [error, setError] = useState<unknown>();
	const { data: vault } = useVault();
	const secrets = items.some((item) => item.password);
	const toggle = (index: number) => {
		const next = new Set(chosen);
		if (!next.delete(index)) next.add(index);
		setChosen(next);
	};
	const run = async () => {
		try {
			const { imported } = await client.connectionFiles.import({
				ticket,
				items: [...chosen],
				...(secrets ? { passwordMode: mode } : {}),
				...(group.trim() === "" ? {} : { group }),
			});
			await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
			notifyDone(t("import.done", { n: imported.length }));
			onDone();
		} catch (caught) {
			setError(caught);
		}
	};
	const vaultShut = secrets && mode === "vault" && vault !== undefined && vault.state !== "open";
	return (
		<div className={styles.vault}>
			{notes.map((note) => (
				<p key={note}>
					<ServerText>{note}</ServerText>
				</p>
			))}
			<ul className={styles.items} aria-label={t("import.title")}>
				{items.slice(0, SHOWN).map((item) => (
					<li key={item.index}>
						<ImportLine item={item} checked={chosen.has(item.index)} onToggle={() => toggle(item.index)} />
					</li>
				))}
			</ul>
			<div className={styles.pair}>
				<TextInput label={t("more.group")} value={group} onChange={(event) => setGroup(event.currentTarget.value)} />
				{secrets && (
					<NativeSelect
						label={t("mode.label")}
						value={mode}
						onChange={(event) => setMode(event.currentTarget.value as PasswordMode)}
						data={(["session", "vault", "os"] as const).map((value) => ({
							value,
							label: t(`mode.${value}`),
							disabled: value === "os" && vault?.keyStore.available === false,
						}))}
					/>
				)}
			</div>
			{vaultShut && <UnlockVault onDone={() => undefined} />}
			{error !== undefined && <AppError error={error} />}
			<div className={styles.end}>
				<Button variant="default" onClick={onBack}>
					{t("import.back")}
				</Button>
				<Button disabled={chosen.size === 0 || vaultShut} onClick={() => void run()}>
					{t("import.do", { n: chosen.size })}
				</Button>
			</div>
		</div>
	);
}

function ImportLine({ item, checked, onToggle }: { item: ImportItem; checked: boolean; onToggle: () => void }) {
	const { name, address, problem, duplicateOf, password, renamed } = item;
	const said = [
		problem,
		duplicateOf === undefined ? undefined : t("import.duplicate", { name: duplicateOf }),
		renamed ? t("import.renamed") : undefined,
		password ? t("import.password") : undefined,
	].filter((text) => text !== undefined);
	return (
		<Checkbox
			checked={checked}
			disabled={problem !== undefined}
			onChange={onToggle}
			label={
				<>
					<ServerText>{name}</ServerText> {address !== "" && <CodeText>{address}</CodeText>}
				</>
			}
			description={said.join(" · ") || undefined}
		/>
	);
}
