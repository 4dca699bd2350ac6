import type { Place } from "../../position.ts";
import type { InlineData } from "./inline-data.ts";
import { locate, need, type Script } from "./script.ts";
import type { CopyData, Statement } from "./statement.ts";

const utf8 = new TextEncoder();

/** The statement with its data: kept, or to be taken from the file while it is read. */
export async function withData({ keepsData }: Script, statement: Statement, data: InlineData): Promise<Statement> {
	const { line } = data;
	const kept: string[] = [];
	if (keepsData) for await (const lines of all(data)) kept.push(lines);
	return { ...statement, data: { line, pieces: () => encoded(keepsData ? kept : all(data)) } };
}

/** What nobody has taken. */
export async function passOver(data: InlineData): Promise<void> {
	for await (const _ of all(data));
}

async function* all(data: InlineData): AsyncGenerator<string> {
	for (let lines = await data.next(); lines !== undefined; lines = await data.next()) yield lines;
}

async function* encoded(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
	for await (const lines of pieces) yield utf8.encode(lines);
}

/** The data of `\copy … from 'file'`; its hash is a part of the meaning. */
export async function copyFromFile(script: Script, file: string, at: Place & { file: string }): Promise<CopyData> {
	const path = await locate(script, { path: file, relative: false }, at);
	const known = script.needs.get(path);
	const checksum = known ?? (await script.folder.checksum(path));
	need(script, path, checksum);
	script.listener?.meaning(`${checksum}\0`);
	return { file: path, line: 1, pieces: () => script.folder.pieces(path, checksum) };
}
