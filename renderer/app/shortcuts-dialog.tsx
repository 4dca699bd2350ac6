import { Modal } from "@mantine/core";
import { type MessageKey, t } from "../i18n/i18n.ts";
import { KeyHint } from "../ui/key-hint.tsx";
import { ServerText } from "../ui/server-text.tsx";
import { type Command, groupTitles, useCommandSets } from "./commands.ts";
import { closeShortcuts, useHelp } from "./palette-store.ts";
import styles from "./shortcuts-dialog.module.css";

/** Keys that belong to a part rather than to a command. */
const partKeys: { keys: string; does: MessageKey }[] = [
	{ keys: "escape", does: "keys.escape" },
	{ keys: "mod+enter", does: "keys.confirm" },
	{ keys: "arrowup arrowdown", does: "keys.grid-move" },
	{ keys: "enter", does: "keys.grid-open" },
	{ keys: "mod+c", does: "keys.grid-copy" },
	{ keys: "mod+f", does: "keys.find" },
];

/** `?`: every shortcut that works here and now. */
export function ShortcutsDialog() {
	const opened = useHelp((state) => state.shortcuts);
	const commands = useCommandSets((state) => state.sets).flat();
	const groups = Object.entries(groupTitles) as [Command["group"], MessageKey][];
	return (
		<Modal opened={opened} onClose={closeShortcuts} title={t("shortcuts.title")} size="lg">
			<div className={styles.columns}>
				{groups.map(([group, title]) => (
					<Group
						key={group}
						title={t(title)}
						rows={commands.flatMap(({ id, title: does, keys, group: own }) =>
							own === group && keys?.[0] ? [{ id, keys: keys[0], does }] : [],
						)}
					/>
				))}
				<Group
					title={t("shortcuts.parts")}
					rows={partKeys.map(({ keys, does }) => ({ id: does, keys, does: t(does) }))}
				/>
			</div>
		</Modal>
	);
}

function Group({ title, rows }: { title: string; rows: { id: string; keys: string; does: string }[] }) {
	if (rows.length === 0) return null;
	return (
		<section className={styles.group}>
			<h3 className={styles.title}>{title}</h3>
			<dl className={styles.list}>
				{rows.map(({ id, keys, does }) => (
					<div key={id} className={styles.row}>
						<dt>
							<ServerText>{does}</ServerText>
						</dt>
						<dd>
							<KeyHint keys={keys} />
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
