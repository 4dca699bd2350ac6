import { type PolicyState, policyRules } from "../../../contract/index.ts";
import { faultWords } from "../../fault-words.ts";
import type { PolicyFile } from "../secret-ports.ts";

/** Reads the machine's policy with every fault in it. A file that is there and cannot be used is `invalid`, never passed over. Pure. */
export function readPolicy({ path: file, text, unreadable }: PolicyFile): PolicyState {
	if (unreadable !== undefined) return { file, state: "invalid", faults: [unreadable] };
	if (text === undefined) return { file, state: "none", faults: [] };
	const parsed = policyRules.safeParse(parse(text));
	if (parsed.success) return { file, state: "active", faults: [], rules: parsed.data };
	return { file, state: "invalid", faults: parsed.error.issues.map(faultWords) };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return undefined;
	}
}
