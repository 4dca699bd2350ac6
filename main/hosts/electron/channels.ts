/** The messages between the preload and the main process; the page hears of `PORT` and `ASKED` under the same names. */
export const ASK_FOR_PORT = "bulkhead:ask-for-port";
export const PORT = "bulkhead:port";
/** The page's language, for the menu. */
export const LANGUAGE = "bulkhead:language";
/** What the menu, a link or a notification asks of the page: an `Asked`. */
export const ASKED = "bulkhead:asked";

/** A command of the page by its id, or the connection that is to be shown. */
export type Asked = { command: string } | { connection: string };

/** The last message through a port: Chromium does not tell a page that the other end of its port was closed. */
export const CLOSED = null;
