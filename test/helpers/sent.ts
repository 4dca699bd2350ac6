/** What Bulkhead sends for a script, in a form that can be held against what another sends. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesPort } from "../../main/adapters/files/files.ts";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import { AppError } from "../../main/core/errors.ts";
import { openFolder } from "../../main/core/migrations/read/folder.ts";
import { readScript } from "../../main/core/migrations/read/read-script.ts";
import { readSourceFile } from "../../main/core/migrations/read/source-file.ts";
import { readToken } from "../../main/core/migrations/read/tokens.ts";

const sql = sqlPort();

/** A statement by its tokens, and its rows. */
export type Sent = string | { tokens: string; data: string };

export interface Read {
	tokens: string;
	/** What COPY is given. */
	data?: string;
	/** Its answer is statements, which are sent too (`\\gexec`). */
	makes: boolean;
}

export async function whatWeRead(folder: string, path: string): Promise<Read[]> {
	const file = await readSourceFile(openFolder(filesPort(), folder), path);
	const { statements } = await readScript(sql, file, () => undefined);
	const read: Read[] = [];
	for await (const { text, data, each } of statements) {
		const one = { tokens: tokensOf(text), makes: each !== undefined };
		if (!data) read.push(one);
		else {
			const pieces: Uint8Array[] = [];
			for await (const piece of data.pieces()) pieces.push(piece);
			read.push({ ...one, data: Buffer.concat(pieces).toString("utf8") });
		}
	}
	return read;
}

export async function whatWeSend(folder: string, path: string): Promise<Sent[]> {
	const read = await whatWeRead(folder, path);
	return read.map(({ tokens, data }) => (data === undefined ? tokens : { tokens, data }));
}

export function tokensOf(text: string): string {
	const tokens: string[] = [];
	for (let at = 0; at < text.length; ) {
		const { kind, end } = readToken(text, at, true);
		if (kind !== "blank" && kind !== "comment") tokens.push(text.slice(at, end));
		at = end;
	}
	return tokens.join(" ");
}

/**
 * Puts the file into the folder without the commands that Bulkhead refuses, for both. Answers why there is nothing to compare: it is no
 * UTF-8, or shows psql something that only psql reads.
 */
export async function withoutRefused(folder: string, name: string, bytes: Buffer): Promise<string | undefined> {
	const lines = bytes.toString("utf8").split("\n");
	if (lines.some((line) => line.includes("\ufffd"))) return "it is not UTF-8";
	for (let tries = 0; tries < 3_000; tries += 1) {
		writeFileSync(join(folder, name), lines.join("\n"));
		const fault = await whatWeSend(folder, name).then(
			() => undefined,
			(caught: unknown) => caught,
		);
		if (fault === undefined) return undefined;
		if (!(fault instanceof AppError) || fault.code !== "BAD_INPUT") throw fault;
		const at = (fault.data.line ?? 1) - 1;
		const line = lines[at] ?? "";
		const left = line.replace(/\\(?![;:]).*$/, ";");
		if (left === line && !/trailing junk|invalid Unicode|zero-length|data of this COPY/.test(fault.message))
			return fault.message;
		lines[at] = left === line ? "" : left;
	}
	return "too much of it is refused";
}
