import { t } from "../i18n/i18n.ts";
import { Palette } from "../ui/palette/palette.tsx";
import { groupTitles, useCommandSets } from "./commands.ts";
import { closePalette, useHelp } from "./palette-store.ts";

/** Ctrl+K: every command on offer. */
export function CommandPalette() {
	const opened = useHelp((state) => state.palette);
	const commands = useCommandSets((state) => state.sets).flat();
	const order = Object.keys(groupTitles);
	const items = commands
		.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
		.map(({ id, title, group, keys, keywords }) => ({
			id,
			title,
			group: t(groupTitles[group]),
			keys: keys?.[0],
			keywords,
		}));
	const run = (id: string) => commands.find((command) => command.id === id)?.run();
	return <Palette opened={opened} onClose={closePalette} items={items} onRun={run} />;
}
