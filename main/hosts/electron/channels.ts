/** The two messages between the preload and the main process; the page hears of the second one under the same name. */
export const ASK_FOR_PORT = "bulkhead:ask-for-port";
export const PORT = "bulkhead:port";

/** The last message through a port: Chromium does not tell a page that the other end of its port was closed. */
export const CLOSED = null;
