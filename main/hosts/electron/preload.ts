/** The one door of the page: it may ask for a port, and gets one as a message to its own window. Nothing of Electron passes. */
import { contextBridge, ipcRenderer } from "electron";
import { ASK_FOR_PORT, PORT } from "./channels.ts";

/** What is used of the page; the main side has no types of the browser. */
declare const window: {
	location: { origin: string };
	postMessage(message: string, targetOrigin: string, ports: readonly unknown[]): void;
};

contextBridge.exposeInMainWorld("bulkhead", { askForPort: () => ipcRenderer.send(ASK_FOR_PORT) });

ipcRenderer.on(PORT, ({ ports }) => window.postMessage(PORT, window.location.origin, ports));
