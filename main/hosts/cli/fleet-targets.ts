import { resolve } from "node:path";
import type { Environment, FleetChoice } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import { allConnections } from "./all-connections.ts";
import type { Context } from "./context.ts";
import { failureOf } from "./failure.ts";
import { readTextFile } from "./read-text-file.ts";

/** What is said of the targets on the command line. */
export interface TargetOptions {
	all?: boolean;
	group?: string[];
	tag?: string[];
	name?: string[];
	/** A file of names and addresses. */
	targets?: string;
}

/** Addresses that are opened at the same time. */
const BATCH = 32;
/** Lines of a file at fault that are told. */
const TOLD = 20;

/**
 * The choice that the options make. Addresses of a file are opened for this run; with --migrations so are the saved ones. Errors:
 * BAD_USAGE where nothing is chosen, BAD_INPUT with every line of the file that cannot be read.
 */
export async function chosenTargets(context: Context, options: TargetOptions): Promise<FleetChoice> {
	const ids = options.targets === undefined ? undefined : await openFile(context, options.targets);
	const environments = ids ? [] : readEnvironments(context.options.environment);
	const choice: FleetChoice = {
		...(options.all ? { all: true } : {}),
		...(ids ? { ids } : {}),
		...(options.group ? { groups: options.group } : {}),
		...(options.tag ? { tags: options.tag } : {}),
		...(options.name ? { names: options.name } : {}),
		...(environments.length > 0 ? { environments } : {}),
	};
	if (Object.keys(choice).length === 0) {
		throw new AppError("BAD_USAGE", "No target is chosen.", {
			hint: "Say --all, --group, --tag, --environment or --name (of saved connections), or --targets FILE.",
		});
	}
	return withMigrations(context, choice);
}

function readEnvironments(text: string | undefined): Environment[] {
	// Checked by the contract, by name.
	return text === undefined ? [] : (text.split(",").map((each) => each.trim()) as Environment[]);
}

interface Line {
	number: number;
	text: string;
}

/** One target a line: an address, with a name before it (`shop 1 = postgres://…`) or without; or the name of a saved connection. */
async function openFile(context: Context, file: string): Promise<string[]> {
	const lines = readTextFile(file)
		.split(/\r?\n/)
		.map((text, at): Line => ({ number: at + 1, text: text.trim() }))
		.filter(({ text }) => text !== "" && !text.startsWith("#"));
	if (lines.length === 0) throw new AppError("BAD_INPUT", "It names no target.", { file });
	const connections = await allConnections(context.client);
	const saved = new Map(connections.filter(({ origin }) => origin === "saved").map(({ name, id }) => [name, id]));
	const ids: string[] = [];
	const faults: string[] = [];
	for (let from = 0; from < lines.length; from += BATCH) {
		const opened = await Promise.all(lines.slice(from, from + BATCH).map((line) => openLine(context, line, saved)));
		for (const each of opened) ("id" in each ? ids : faults).push("id" in each ? each.id : each.fault);
	}
	if (faults.length === 0) return [...new Set(ids)];
	throw new AppError("BAD_INPUT", `${faults.length} of its lines cannot be used.`, {
		file,
		hint: "A line is an address (postgres://…), NAME = address, or the name of a saved connection.",
		data: { reasons: faults.slice(0, TOLD) },
	});
}

/** Never quotes the line: it may hold a password. */
async function openLine(
	{ client, options }: Context,
	{ number, text }: Line,
	saved: ReadonlyMap<string, string>,
): Promise<{ id: string } | { fault: string }> {
	const known = saved.get(text);
	if (known !== undefined) return { id: known };
	const [, name, url] = /^(?:(.*?)\s*=?\s*)?(postgres(?:ql)?:\/\/\S+)$/.exec(text) ?? [];
	if (url === undefined)
		return { fault: `line ${number}: it is neither an address nor the name of a saved connection` };
	const settings = {
		...(name ? { name } : {}),
		...(options.environment === undefined ? {} : { environment: options.environment as Environment }),
		...(options.migrations === undefined ? {} : { migrations: resolve(options.migrations) }),
	};
	try {
		return { id: (await client.connections.open({ url, settings })).id };
	} catch (caught) {
		return { fault: `line ${number}: ${failureOf(caught).message}` };
	}
}

/** With --migrations, saved connections are opened with that folder, under names and passwords of their own. */
async function withMigrations({ client, options }: Context, choice: FleetChoice): Promise<FleetChoice> {
	if (options.migrations === undefined) return choice;
	const { targets } = await client.fleet.targets({ choice });
	const migrations = resolve(options.migrations);
	const ids = await Promise.all(
		targets.map(async ({ id, key }) =>
			key === id ? (await client.connections.open({ from: id, settings: { migrations } })).id : id,
		),
	);
	return { ids };
}

/** With --unlock, the guard of every production target is lifted. */
export async function unlockTargets({ client, options }: Context, choice: FleetChoice): Promise<void> {
	if (!options.unlock) return;
	const { targets } = await client.fleet.targets({ choice });
	const chosen = new Set(targets.map(({ id }) => id));
	const connections = await allConnections(client);
	for (const { id, guard } of connections)
		if (chosen.has(id) && guard.locked) await client.connections.unlockWrites({ id });
}
