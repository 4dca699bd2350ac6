import { dialog, shell } from "electron";
import { say } from "./words/say.ts";

/** Where a link may lead: the manuals that our own words point to. */
const hosts: ReadonlySet<string> = new Set(["www.postgresql.org"]);

/** Opens a link to one of the known hosts in the system's browser, after asking; every other address is left alone. */
export async function openExternally(address: string): Promise<void> {
	const url = knownLink(address);
	if (!url) return;
	const { response } = await dialog.showMessageBox({
		type: "question",
		message: say("link.external"),
		detail: url,
		buttons: [say("cancel"), say("open")],
		defaultId: 0,
		cancelId: 0,
		noLink: true,
	});
	if (response === 1) await shell.openExternal(url);
}

function knownLink(address: string): string | undefined {
	if (!URL.canParse(address)) return undefined;
	const url = new URL(address);
	const plain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
	return plain && hosts.has(url.hostname) ? url.href : undefined;
}
