import { readWhoAndWhere } from "../connections/role-facts.ts";
import { AppError } from "../errors.ts";
import type { ReadSession } from "../ports.ts";

/** Throws REFUSED with all the reasons when there is one. */
export function refuse(reasons: string[], message: string): void {
	if (reasons.length === 0) return;
	throw new AppError("REFUSED", message, {
		hint: "Nothing was run. Each reason names what can be done.",
		data: { reasons },
	});
}

/** A standby, or a session that is read-only, is told so before anything is tried. */
export async function requireWritable(session: ReadSession): Promise<void> {
	const { readOnly } = await readWhoAndWhere(session);
	if (!readOnly) return;
	throw new AppError("REFUSED", "This server is a standby, or it lets this session only read.", {
		hint: "Connect to the primary, or see default_transaction_read_only of the role and the database.",
		data: { state: "Nothing was run." },
	});
}
