import type { SqlPort } from "../../core/ports.ts";
import { readClusterWide } from "./cluster-wide.ts";
import { loadLibrary } from "./library.ts";
import { readLook } from "./look.ts";
import { parseStatements } from "./parse.ts";
import { scan } from "./scan.ts";
import { isSuspect, readSolo } from "./solo.ts";
import { splitStatements } from "./split-statements.ts";
import { readTransaction } from "./transaction.ts";

/** SQL text through PostgreSQL's own scanner (libpg-query, version 18 of the grammar). */
export function sqlPort(): SqlPort {
	return {
		async statements(text) {
			await loadLibrary();
			return splitStatements(text, scan(text));
		},
		async solo(text) {
			if (!isSuspect(text)) return undefined;
			await loadLibrary();
			return readSolo(text);
		},
		async transaction(text) {
			await loadLibrary();
			return readTransaction(text);
		},
		async clusterWide(text, options) {
			await loadLibrary();
			return readClusterWide(text, options?.generated ?? false);
		},
		async parse(text) {
			await loadLibrary();
			return parseStatements(text);
		},
		async look(text) {
			await loadLibrary();
			return readLook(text);
		},
	};
}
