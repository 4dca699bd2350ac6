import type { Forms } from "../../../words/fill.ts";
import type { Message } from "./fr.ts";

/** English is in the code; here are the few sentences that change with their number. */
export const english: Partial<Record<Message, Forms>> = {
	"{n} checks hold": { one: "{n} check holds", other: "{n} checks hold" },
	"{n} violations": { one: "{n} violation", other: "{n} violations" },
	"{n} errors": { one: "{n} error", other: "{n} errors" },
	"{n} warnings": { one: "{n} warning", other: "{n} warnings" },
	"{n} notes": { one: "{n} note", other: "{n} notes" },
	"{n} things are still open: `bulkhead finish`": {
		one: "{n} thing is still open: `bulkhead finish`",
		other: "{n} things are still open: `bulkhead finish`",
	},
};
