/**
 * The module `electron` for the main process, as the app's own code uses it, over a real Chromium. What is not here the app does
 * not use; its bundle would not load. Where something is not the same as in Electron, the file that makes it says so.
 */
import "./control.ts";

export { app } from "./app.ts";
export { BrowserWindow } from "./browser-window.ts";
export { ipcMain } from "./ipc-main.ts";
export { MessageChannelMain } from "./message-channel.ts";
export { protocol } from "./protocol.ts";
export { safeStorage } from "./safe-storage.ts";
export { session } from "./session.ts";
export { dialog, Menu, Notification, nativeTheme, screen, shell } from "./shown.ts";
