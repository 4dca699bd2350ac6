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

/**
 * Hears of the links that the app is given, at its start and later: by macOS as an event, which may come before the app is ready, elsewhere
 * as an argument of this start or of a second one. The last one that came early is followed once there is something to show.
 */
export function collectLinks(): { follow(needs: Needs): void } {
	let early = linkIn(process.argv);
	let open = (link: string): void => {
		early = link;
	};
	app.on("open-url", (event, url) => {
		event.preventDefault();
		open(url);
	});
	app.on("second-instance", (_event, argv) => {
		const link = linkIn(argv);
		if (link !== undefined) open(link);
	});
	return {
		follow(needs) {
			open = (link) => void openLink(link, needs);
			if (early !== undefined) open(early);
		},
	};
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
