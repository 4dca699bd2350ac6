import { app, dialog } from "electron";
import type { ConnectionCard } from "../../contract/index.ts";
import type { Log } from "../../core/ports.ts";
import type { Client } from "../local-client.ts";
import { linkIn, nameInLink } from "./deep-link.ts";
import { say } from "./words/say.ts";

interface Needs {
	client: Client;
	log: Log;
	/** Shows the window with this connection in it. */
	show(connection: string): void;
}

/** Follows the links that the app is given, at its start and later: by macOS as an event, elsewhere as a second start's argument. */
export function followLinks(needs: Needs): void {
	const follow = (link: string | undefined) => {
		if (link !== undefined) void openLink(link, needs);
	};
	app.on("open-url", (event, url) => {
		event.preventDefault();
		follow(url);
	});
	app.on("second-instance", (_event, argv) => follow(linkIn(argv)));
	follow(linkIn(process.argv));
}

/** A question while another one stands is not put: a page that opens links by the hundred gets one. */
let asking = false;

/** Whoever may have made the link, nothing is opened before the person in front of it has said so. */
async function openLink(link: string, { client, log, show }: Needs): Promise<void> {
	const name = nameInLink(link);
	if (name === undefined || asking) {
		log.info("a link was refused");
		return;
	}
	asking = true;
	try {
		const card = await findConnection(client, name);
		if (card === undefined) {
			await dialog.showMessageBox({ type: "info", message: say("link.unknown", { name }), noLink: true });
			return;
		}
		const { response } = await dialog.showMessageBox({
			type: "question",
			message: say("link.ask", { name }),
			detail: say("link.ask.detail", { environment: card.environment, server: `${card.host}:${card.port}` }),
			buttons: [say("cancel"), say("open")],
			defaultId: 0,
			cancelId: 0,
			noLink: true,
		});
		if (response === 1) show(card.id);
	} catch (caught) {
		log.error("a link could not be followed", { message: String(caught) });
	} finally {
		asking = false;
	}
}

/** Undefined where there is none of this name. */
function findConnection(client: Client, name: string): Promise<ConnectionCard | undefined> {
	return client.connections.find({ name }).catch((caught: unknown) => {
		if (caught instanceof Error && "code" in caught && caught.code === "NOT_FOUND") return undefined;
		throw caught;
	});
}
