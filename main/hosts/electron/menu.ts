import { app, Menu, type MenuItemConstructorOptions } from "electron";
import { openExternally } from "./external-links.ts";

const ROW_SECURITY = "https://www.postgresql.org/docs/current/ddl-rowsecurity.html";

/** The app's own keys (F5, Ctrl+K, Ctrl+W …) belong to the page: the menu takes none of them. */
export function installMenu(): void {
	Menu.setApplicationMenu(Menu.buildFromTemplate(template(process.platform === "darwin")));
}

function template(mac: boolean): MenuItemConstructorOptions[] {
	const quit: MenuItemConstructorOptions = { role: "quit" };
	return [
		...(mac ? [{ role: "appMenu" } as const] : [{ label: "&File", submenu: [quit] }]),
		{ role: "editMenu" },
		{ label: "&View", submenu: view() },
		...(mac ? [{ role: "windowMenu" } as const] : []),
		{
			role: "help",
			submenu: [
				{ label: "PostgreSQL on row security", click: () => void openExternally(ROW_SECURITY) },
				{ label: "About Bulkhead", click: () => app.showAboutPanel() },
			],
		},
	];
}

function view(): MenuItemConstructorOptions[] {
	return [
		{ role: "resetZoom" },
		{ role: "zoomIn" },
		{ role: "zoomOut" },
		{ type: "separator" },
		{ role: "togglefullscreen" },
		...(app.isPackaged ? [] : [{ role: "toggleDevTools" } as const]),
	];
}
