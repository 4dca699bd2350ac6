/** The two messages between the preload and the main process; the page hears of the second one under the same name. */
export const ASK_FOR_PORT = "bulkhead:ask-for-port";
export const PORT = "bulkhead:port";
