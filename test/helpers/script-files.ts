/** Scripts in memory, read as files of a set are: held, or in pieces as large ones are. */
import { hash } from "node:crypto";
import { posix } from "node:path";
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import { AppError } from "../../main/core/errors.ts";
import { type Folder, openFolder } from "../../main/core/migrations/read/folder.ts";
import { type ReadScript, readScript } from "../../main/core/migrations/read/read-script.ts";
import { readSourceFile, type SourceFile } from "../../main/core/migrations/read/source-file.ts";
import type { Statement } from "../../main/core/migrations/read/statement.ts";
import type { FilesPort } from "../../main/core/ports.ts";

const sql = sqlPort();

/** `main` is the script itself; `piece` in bytes makes it, and what it includes, a large one that comes in such pieces. */
export interface Scripts {
	files: Record<string, string | Uint8Array>;
	main?: string;
	piece?: number;
}

export function memoryFiles({ files, piece }: Scripts): FilesPort {
	const bytesOf = (path: string): Uint8Array => {
		const content = files[path];
		if (content === undefined) throw new AppError("BAD_INPUT", `${path} cannot be read: it is not there`);
		return typeof content === "string" ? new TextEncoder().encode(content) : content;
	};
	return {
		list: async () => Object.keys(files).map((path) => ({ path, kind: "file" as const })),
		tree: async () => [],
		read: async (_, path) => (piece === undefined ? bytesOf(path) : undefined),
		async *stream(_, path) {
			const bytes = bytesOf(path);
			const length = piece ?? bytes.length;
			for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
		},
		async locate(_, named) {
			const path = posix.normalize(named);
			if (path.startsWith("..") || path.startsWith("/")) return { why: "is not inside the migration folder" };
			return path in files ? { path } : { why: "is not there" };
		},
	};
}

export interface SeenStatement extends Omit<Statement, "data"> {
	/** What COPY is given, as text, with the line that it begins on. */
	data?: string;
	dataLine?: number;
}

/** All that a script is: its statements with their data, and its meaning. Errors: those of reading. */
export async function readAll(
	scripts: Scripts,
): Promise<{ statements: SeenStatement[]; read: ReadScript; checksum: string }> {
	const folder: Folder = openFolder(memoryFiles(scripts), "set");
	const file = await readSourceFile(folder, scripts.main ?? "001_main.sql");
	const read = await readScript(sql, file, () => undefined);
	const statements: SeenStatement[] = [];
	for await (const { data, ...statement } of read.statements) {
		if (!data) statements.push(statement);
		else statements.push({ ...statement, data: await textOf(data.pieces()), dataLine: data.line });
	}
	return { statements, read, checksum: file.checksum };
}

/** The statements of one text. */
export async function statementsOf(text: string, piece?: number): Promise<SeenStatement[]> {
	const scripts = { files: { "001_main.sql": text } };
	return (await readAll(piece === undefined ? scripts : { ...scripts, piece })).statements;
}

export async function tokenHash(text: string): Promise<string> {
	return (await readAll({ files: { "001_main.sql": text } })).read.tokenHash;
}

/** What is wrong with a script, and where. */
export async function faultOf(files: Record<string, string | Uint8Array>, piece?: number): Promise<AppError> {
	try {
		await readAll(piece === undefined ? { files } : { files, piece });
	} catch (caught) {
		if (caught instanceof AppError) return caught;
		throw caught;
	}
	throw new Error("nothing is wrong with it");
}

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
	return text + decoder.decode();
}

/** A file of a set that is alone in its folder. */
export function heldFile(path: string, text: string): SourceFile {
	const folder = openFolder(memoryFiles({ files: { [path]: text } }), "set");
	const checksum = hash("sha256", text);
	const content = { path, text, checksum, namesFiles: false };
	return { path, text, checksum, folder, content, isLarge: false };
}
