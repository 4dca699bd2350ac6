/** What the app shows beside its window, or asks the system for: kept for the test to read, and answered as it says. */
import { EventEmitter } from "node:events";
import type {
	Dialog,
	Notification as ElectronNotification,
	MenuItemConstructorOptions,
	NativeTheme,
	NotificationConstructorOptions,
	Screen,
	Shell,
} from "electron";
import { recorded } from "./recorded.ts";

let nextAnswer: number | undefined;

/** The button that is pressed in the next question; the one that cancels when nothing is said. */
export function answerNext(button: number): void {
	nextAnswer = button;
}

/** Answers at once; only what the app uses of it is here, always with the options alone. */
export const dialog: { showMessageBox(options: Electron.MessageBoxOptions): Promise<{ response: number }> } & Pick<
	Dialog,
	"showErrorBox"
> = {
	async showMessageBox({ message, detail = "", cancelId = 0 }) {
		recorded.dialogs.push({ message, detail });
		const response = nextAnswer ?? cancelId;
		nextAnswer = undefined;
		return { response };
	},
	showErrorBox(message, detail) {
		recorded.dialogs.push({ message, detail });
		process.send?.({ kind: "error-box", message, detail });
	},
};

export const shell: Pick<Shell, "openExternal" | "openPath"> = {
	async openPath(path) {
		recorded.openedPaths.push(path);
		return "";
	},
	async openExternal(url) {
		recorded.openedExternally.push(url);
	},
};

type Template = MenuItemConstructorOptions[];

/** The menu is its template: the app only ever builds one and installs it. */
export const Menu = {
	buildFromTemplate: (template: Template): Template => template,
	setApplicationMenu(template: Template): void {
		const name = ({ label, role, type }: MenuItemConstructorOptions) => label ?? role ?? type ?? "";
		recorded.menu = template.map((item) => ({
			name: name(item),
			items: Array.isArray(item.submenu) ? item.submenu.map(name) : [],
		}));
		const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
		recorded.menuKeys = items.flatMap(({ accelerator, registerAccelerator }) =>
			accelerator !== undefined && registerAccelerator !== false ? [String(accelerator)] : [],
		);
		clicks.clear();
		for (const item of items) {
			if (item.click) clicks.set(name(item), item.click as () => void);
		}
	},
};

const clicks = new Map<string, () => void>();

/** Chooses an item of the menu by its label. */
export function chooseInMenu(label: string): void {
	const click = clicks.get(label);
	if (!click) throw new Error(`the menu has no ${label}`);
	click();
}

export const screen: Pick<Screen, "getAllDisplays"> = {
	getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } } as Electron.Display],
};

export const nativeTheme: Pick<NativeTheme, "shouldUseDarkColors"> = { shouldUseDarkColors: false };

/** Shows nothing; the last one can be clicked. */
export class Notification extends EventEmitter implements Pick<ElectronNotification, "show"> {
	static isSupported = () => true;
	readonly #options: NotificationConstructorOptions;

	constructor(options: NotificationConstructorOptions = {}) {
		super();
		this.#options = options;
	}

	show(): void {
		const { title = "", body = "" } = this.#options;
		recorded.notifications.push({ title, body });
		last = this;
	}
}

let last: Notification | undefined;

export function clickNotification(): void {
	last?.emit("click");
}
