import { dialog } from "electron";
import { say } from "./words/say.ts";

/** A page may ask for a password command; whether a program is started on this machine decides the person in front of it. */
export async function askAboutCommand(argv: readonly string[]): Promise<boolean> {
	const { response } = await dialog.showMessageBox({
		type: "warning",
		message: say("command.ask"),
		detail: say("command.ask.detail", { command: argv.map((each) => JSON.stringify(each)).join(" ") }),
		buttons: [say("cancel"), say("command.let")],
		defaultId: 0,
		cancelId: 0,
		noLink: true,
	});
	return response === 1;
}
