/** What stands in place of a value that does not leave the server. */
export const MASK = "•••";
