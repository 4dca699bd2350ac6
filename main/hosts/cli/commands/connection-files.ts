import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { text as readAll } from "node:stream/consumers";
import {
	type ImportItem,
	type ImportSource,
	importKind,
	type PasswordMode,
	passwordMode,
} from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import type { Context } from "../context.ts";
import { failureOf } from "../failure.ts";
import { openVault } from "../open-vault.ts";
import { table } from "../output.ts";
import { readTextFile } from "../read-text-file.ts";
import { newSecretWord, nobodyToAsk, secretWord } from "../secret-words.ts";
import { heads, say, told } from "../words/say.ts";

export interface ImportOptions {
	from?: string;
	dryRun?: boolean;
	duplicates?: boolean;
	passwordMode?: string;
	group?: string;
}

/** Saves the connections of a file; those that are saved already are left out unless `--duplicates` is said. */
export async function importConnections(
	context: Context,
	file: string | undefined,
	options: ImportOptions,
): Promise<number> {
	const { client, out } = context;
	const { ticket, items, notes } = await preview(context, await sourceOf(file, options));
	const isWanted = (item: ImportItem): boolean =>
		item.problem === undefined && (options.duplicates === true || item.duplicateOf === undefined);
	const wanted = items.filter(isWanted);
	const skipped = items
		.filter((item) => !isWanted(item))
		.map(({ name, problem, duplicateOf }) => ({
			name,
			why: problem ?? say("is saved as {duplicateOf}", { duplicateOf: duplicateOf ?? "" }),
		}));
	for (const note of notes) out.note(told(note));
	if (options.dryRun) {
		out.answer({ items, notes }, table(out, heads("NAME", "SERVER", "ENVIRONMENT", ""), items.map(rowOf)));
		return 0;
	}
	const mode = modeOf(options.passwordMode);
	if (mode === "vault") await openVault(context);
	const { imported } = await client.connectionFiles.import({
		ticket,
		items: wanted.map(({ index }) => index),
		...(mode === undefined ? {} : { passwordMode: mode }),
		...(options.group === undefined ? {} : { group: options.group }),
	});
	const lost = imported.filter(({ password }) => password === "session").length;
	if (lost > 0) out.note(say("{lost} passwords were found and not kept: --password-mode vault keeps them.", { lost }));
	out.answer({ imported, skipped }, [
		...imported.map(({ name }) => say("imported {name}", { name })),
		...skipped.map(({ name, why }) => say("left out {name}: {why}", { name, why: told(why) })),
	]);
	return 0;
}

const rowOf = ({ name, address, environment, password, duplicateOf, problem }: ImportItem): string[] => [
	name,
	address,
	environment,
	(problem && told(problem)) ??
		(duplicateOf === undefined
			? password
				? say("with a password")
				: ""
			: say("is saved as {duplicateOf}", { duplicateOf })),
];

async function sourceOf(file: string | undefined, { from }: ImportOptions): Promise<ImportSource> {
	const kind = from === undefined ? undefined : importKind.safeParse(from).data;
	if (from !== undefined && kind === undefined)
		throw new AppError("BAD_USAGE", `--from is one of ${importKind.options.join(", ")}.`);
	if (file === undefined) {
		if (kind === "pgpass" || kind === "service") return { from: kind };
		throw new AppError("BAD_USAGE", "Say which file, or --from pgpass or --from service for libpq's own.", {
			hint: "- reads standard input.",
		});
	}
	const text = file === "-" ? await readAll(process.stdin) : readTextFile(file);
	return { from: "text", text, name: basename(file), ...(kind === undefined ? {} : { kind }) };
}

/** A sealed file asks for its passphrase. */
async function preview(context: Context, source: ImportSource) {
	try {
		return await context.client.connectionFiles.preview(source);
	} catch (caught) {
		if (failureOf(caught).code !== "PASSWORD_NEEDED" || source.from !== "text") throw caught;
		const passphrase = await secretWord(context, "PASSPHRASE");
		if (passphrase === undefined) throw nobodyToAsk("PASSPHRASE");
		return context.client.connectionFiles.preview({ ...source, passphrase });
	}
}

function modeOf(text: string | undefined): PasswordMode | undefined {
	if (text === undefined) return undefined;
	const mode = passwordMode.safeParse(text).data;
	if (mode) return mode;
	throw new AppError("BAD_USAGE", `--password-mode is one of ${passwordMode.options.join(", ")}.`);
}

/** Writes the saved connections to a file or to standard output: without secrets, or sealed with them. */
export async function exportConnections(context: Context, options: { out?: string; seal?: boolean }): Promise<number> {
	const { client, out } = context;
	if (options.seal) await openVault(context);
	const passphrase = options.seal ? await newSecretWord(context, "PASSPHRASE") : undefined;
	const { text, without, ...facts } = await client.connectionFiles.export(
		passphrase === undefined ? {} : { passphrase },
	);
	for (const name of without) out.note(say("without its password, which cannot be read now: {name}", { name }));
	if (options.out === undefined) {
		out.answer({ ...facts, without, text }, [text.trimEnd()]);
		return 0;
	}
	writeNew(options.out, text);
	out.answer({ ...facts, without, file: options.out }, [
		say("wrote {connections} connections, {secrets} passwords", {
			connections: facts.connections,
			secrets: facts.secrets,
		}),
	]);
	return 0;
}

function writeNew(file: string, text: string): void {
	try {
		writeFileSync(file, text, { mode: 0o600, flag: "wx" });
	} catch (caught) {
		const exists = (caught as NodeJS.ErrnoException).code === "EEXIST";
		throw new AppError("BAD_INPUT", exists ? `${file} is there already.` : `${file} cannot be written.`, {
			hint: "Choose another name.",
		});
	}
}
