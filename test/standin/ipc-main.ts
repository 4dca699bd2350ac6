import { EventEmitter } from "node:events";

/** Messages of the preloads, by channel. */
export const ipcMain = new EventEmitter();
