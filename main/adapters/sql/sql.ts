import type { SqlPort } from "../../core/ports.ts";
import { loadScanner, scan } from "./scan.ts";
import { readSolo } from "./solo.ts";
import { splitStatements } from "./split-statements.ts";
import { hashTokens } from "./token-hash.ts";

/** SQL text through PostgreSQL's own scanner (libpg-query, version 18 of the grammar). */
export function sqlPort(): SqlPort {
	return {
		async statements(text) {
			await loadScanner();
			return splitStatements(text, scan(text));
		},
		async solo(text) {
			await loadScanner();
			return readSolo(text);
		},
		async tokenHash(text) {
			await loadScanner();
			return hashTokens(scan(text));
		},
	};
}
