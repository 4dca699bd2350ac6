import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PolicyFile } from "../../core/ports.ts";

/** The machine's policy. Where the machine has none, BULKHEAD_POLICY may name one: it can add rules, and never take any away. */
export function readPolicyFile(env: NodeJS.ProcessEnv = process.env): PolicyFile {
	const machine = readAt(machinePath(env));
	if (machine.text !== undefined || machine.unreadable !== undefined || !env.BULKHEAD_POLICY) return machine;
	const named = readAt(env.BULKHEAD_POLICY);
	if (named.text !== undefined || named.unreadable !== undefined) return named;
	return { path: named.path, unreadable: "BULKHEAD_POLICY names a file that is not there." };
}

function machinePath(env: NodeJS.ProcessEnv): string {
	if (process.platform === "win32") return join(env.PROGRAMDATA ?? "C:\\ProgramData", "Bulkhead", "policy.json");
	if (process.platform === "darwin") return "/Library/Application Support/Bulkhead/policy.json";
	return "/etc/bulkhead/policy.json";
}

function readAt(path: string): PolicyFile {
	try {
		if (process.platform !== "win32" && (statSync(path).mode & 0o002) !== 0) {
			return { path, unreadable: "Everybody may write to it, so it proves nothing: chmod o-w it." };
		}
		return { path, text: readFileSync(path, "utf8") };
	} catch (caught) {
		const { code = "unknown" } = caught as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") return { path };
		return { path, unreadable: `It cannot be read (${code}).` };
	}
}
