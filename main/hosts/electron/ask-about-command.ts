import { dialog } from "electron";

/** A page may ask for a password command; whether a program is started on this machine decides the person in front of it. */
export async function askAboutCommand(argv: readonly string[]): Promise<boolean> {
	const { response } = await dialog.showMessageBox({
		type: "warning",
		message: "Let this connection start a program?",
		detail: `${argv.map((each) => JSON.stringify(each)).join(" ")}\n\nIt is started whenever the connection's password is needed.`,
		buttons: ["Cancel", "Let it"],
		defaultId: 0,
		cancelId: 0,
		noLink: true,
	});
	return response === 1;
}
