/** The one door of the page: it may ask for a port, and gets one as a message to its own window. Nothing of Electron passes. */
import { contextBridge, ipcRenderer } from "electron";
import { ASK_FOR_PORT, ASKED, LANGUAGE, PORT } from "./channels.ts";

/** What is used of the page; the main side has no types of the browser. */
declare const window: {
	location: { origin: string };
	postMessage(message: unknown, targetOrigin: string, ports?: readonly unknown[]): void;
	addEventListener(event: "DOMContentLoaded", listener: () => void): void;
};
declare const document: { documentElement: { lang: string } };
declare const MutationObserver: new (
	listener: () => void,
) => { observe(target: object, options: { attributeFilter: string[] }): void };

contextBridge.exposeInMainWorld("bulkhead", { askForPort: () => ipcRenderer.send(ASK_FOR_PORT) });

ipcRenderer.on(PORT, ({ ports }) => window.postMessage(PORT, window.location.origin, ports));
ipcRenderer.on(ASKED, (_event, asked) => window.postMessage({ type: ASKED, asked }, window.location.origin));

window.addEventListener("DOMContentLoaded", () => {
	const tell = () => ipcRenderer.send(LANGUAGE, document.documentElement.lang);
	new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ["lang"] });
	tell();
});
