/** Gives the page its pipe to the core, and nobody else. */
import { ipcMain, MessageChannelMain, type MessagePortMain, type WebFrameMain } from "electron";
import type { Core } from "../../core/core.ts";
import type { Log } from "../../core/ports.ts";
import { type PipeEnd, serveClient } from "../serve-client.ts";
import { ASK_FOR_PORT, CLOSED, PORT } from "./channels.ts";
import { ourPage } from "./our-page.ts";

/** `given`: hears of each page that got its port, and listens from then on. */
export function handOverPorts(core: Core, log: Log, given: (page: WebFrameMain) => void): void {
	ipcMain.on(ASK_FOR_PORT, ({ senderFrame }) => {
		const page = ourPage(senderFrame);
		if (!page) {
			log.error("a frame that is not our page asked for a port", { origin: senderFrame?.origin ?? "gone" });
			return;
		}
		const { port1, port2 } = new MessageChannelMain();
		serveClient(core, endOf(port1, log));
		port1.start();
		page.postMessage(PORT, null, [port2]);
		given(page);
	});
}

function endOf(port: MessagePortMain, log: Log): PipeEnd {
	return {
		send: (text) => port.postMessage(text),
		onMessage: (listener) => port.on("message", ({ data }) => listener(data)),
		onClose: (listener) => port.on("close", listener),
		refuse() {
			log.error("a page sent what is no message, and was cut off");
			port.postMessage(CLOSED);
			port.close();
		},
	};
}
