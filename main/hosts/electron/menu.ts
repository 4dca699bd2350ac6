import { app, Menu, type MenuItemConstructorOptions } from "electron";
import { openExternally } from "./external-links.ts";
import type { Key } from "./words/en.ts";
import { say } from "./words/say.ts";

const ROW_SECURITY = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html";

export interface MenuActions {
	/** Runs a command of the page, by its id. */
	command(id: string): void;
	showCrashFiles(): void;
}

/** A command of the page (renderer/app/commands.ts), with the keys that the page gives it. */
type Item = [key: Key, command: string, keys?: string];

const file: readonly Item[] = [
	["menu.start", "go.start"],
	["menu.new", "connection.new"],
	["menu.import", "connection.import"],
	["menu.export", "connection.export"],
];
const go: readonly Item[] = [
	["menu.overview", "go.overview", "CmdOrCtrl+1"],
	["menu.migrations", "go.migrations", "CmdOrCtrl+2"],
	["menu.activity", "go.activity", "CmdOrCtrl+3"],
	["menu.tenants", "go.tenants", "CmdOrCtrl+4"],
	["menu.explorer", "go.explorer", "CmdOrCtrl+5"],
	["menu.isolation", "go.isolation"],
	["menu.audit", "go.audit"],
	["menu.fleet", "go.fleet"],
];

/** Made anew when the language changes. */
export function installMenu(actions: MenuActions): void {
	Menu.setApplicationMenu(Menu.buildFromTemplate(template(process.platform === "darwin", actions)));
}

const line: MenuItemConstructorOptions = { type: "separator" };

function template(mac: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
	const items = (list: readonly Item[]) => list.map((item) => toItem(item, mac, actions));
	const quit: MenuItemConstructorOptions[] = mac ? [] : [line, { role: "quit", label: say("menu.quit") }];
	return [
		...(mac ? [{ role: "appMenu" } as const] : []),
		{ label: say("menu.file"), submenu: [...items(file), ...quit] },
		{ role: "editMenu" },
		{ label: say("menu.view"), submenu: [...items([["menu.refresh", "view.refresh", "F5"]]), line, ...view()] },
		{
			label: say("menu.go"),
			submenu: [...items([["menu.palette", "help.palette", "CmdOrCtrl+K"]]), line, ...items(go)],
		},
		...(mac ? [{ role: "windowMenu" } as const] : []),
		{
			role: "help",
			label: say("menu.help"),
			submenu: [
				...items([["menu.shortcuts", "help.shortcuts"]]),
				{ label: say("menu.manual"), click: () => void openExternally(ROW_SECURITY) },
				line,
				{ label: say("menu.crashes"), click: actions.showCrashFiles },
				{ label: say("menu.about"), click: () => app.showAboutPanel() },
			],
		},
	];
}

/** The keys belong to the page, which knows what they mean where the cursor is: shown here, and not taken. macOS cannot show without taking. */
function toItem([key, command, keys]: Item, mac: boolean, actions: MenuActions): MenuItemConstructorOptions {
	const shown = keys === undefined || mac ? {} : { accelerator: keys, registerAccelerator: false };
	return { label: say(key), click: () => actions.command(command), ...shown };
}

function view(): MenuItemConstructorOptions[] {
	return [
		{ role: "resetZoom" },
		{ role: "zoomIn" },
		{ role: "zoomOut" },
		line,
		{ role: "togglefullscreen" },
		...(app.isPackaged ? [] : [{ role: "toggleDevTools" } as const]),
	];
}
