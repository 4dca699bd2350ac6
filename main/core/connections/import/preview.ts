/** What an import would add: told before anything is written, and kept here with its secrets until it is asked for. */
import {
	type ConnectionSettings,
	connectionSettings,
	type Environment,
	type ImportItem,
	type ImportPreview,
	type ImportSource,
} from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { Ports } from "../../ports.ts";
import type { Connections } from "../registry.ts";
import type { NewConnection } from "../saving.ts";
import type { Draft } from "./draft.ts";
import { readDrafts } from "./read-drafts.ts";

/** Milliseconds for which a preview can be imported, and how many wait at most. */
const GOOD_FOR = 10 * 60_000;
const MOST = 20;

interface Ticket {
	until: number;
	/** Undefined for what cannot be imported. */
	ready: (NewConnection | undefined)[];
}

export function createPreviews({ ports, connections }: { ports: Ports; connections: Connections }) {
	const tickets = new Map<string, Ticket>();

	const forgetOld = (): void => {
		const now = ports.clock.monotonic();
		for (const [id, { until }] of tickets) if (until < now || tickets.size > MOST) tickets.delete(id);
	};

	return {
		async preview(source: ImportSource): Promise<ImportPreview> {
			connections.policy.requireValid();
			const { kind, drafts, notes } = await readDrafts(source, ports);
			const environment = environmentIn(source.from === "text" ? (source.name ?? "") : "");
			const judged = judge(drafts, { connections, environment });
			const ticket = crypto.randomUUID();
			tickets.set(ticket, { until: ports.clock.monotonic() + GOOD_FOR, ready: judged.map(({ ready }) => ready) });
			forgetOld();
			return { ticket, kind, notes, items: judged.map(({ item }) => item) };
		},

		/** What a ticket stands for; it is good for once. Errors: NOT_FOUND. */
		take(ticket: string, items: readonly number[]): NewConnection[] {
			forgetOld();
			const found = tickets.get(ticket);
			tickets.delete(ticket);
			if (found) return items.flatMap((index) => found.ready[index] ?? []);
			throw new AppError("NOT_FOUND", "This preview is too old, or was imported already.", {
				hint: "Read the file again.",
			});
		},
	};
}

interface Judged {
	item: ImportItem;
	ready: NewConnection | undefined;
}

function judge(
	drafts: readonly Draft[],
	{ connections, environment }: { connections: Connections; environment: Environment | undefined },
): Judged[] {
	const saved = connections.saved();
	const names = new Set(saved.map(({ settings }) => settings.name));
	const places = new Map(saved.map(({ settings }) => [placeOf(settings), settings.name]));
	return drafts.map((draft, index) => {
		const { settings, problem } = whole(draft, environment);
		if (!settings) return { item: { ...unusable(draft), index, problem }, ready: undefined };
		const name = uniqueName(settings.name, names);
		names.add(name);
		const counting = connections.policy.govern(settings);
		const duplicateOf = places.get(placeOf(settings));
		const item: ImportItem = {
			...{ index, name, address: addressOf(settings), environment: counting.settings.environment },
			password: draft.password !== undefined,
			renamed: name !== settings.name,
			...(duplicateOf === undefined ? {} : { duplicateOf }),
			...(counting.refused === undefined ? {} : { problem: counting.refused }),
		};
		const { password, secrets } = draft;
		return {
			item,
			ready: counting.refused === undefined ? { settings: { ...settings, name }, password, secrets } : undefined,
		};
	});
}

function whole(
	{ settings, problem }: Draft,
	environment: Environment | undefined,
): { settings?: ConnectionSettings; problem?: string } {
	if (problem !== undefined) return { problem };
	const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
	const { host = "localhost", user, database = user } = settings;
	const read = connectionSettings.safeParse({
		...(environment === undefined ? {} : { environment }),
		name: `${database} on ${host}`,
		...given,
		...{ host, database },
	});
	if (read.success) return { settings: read.data };
	const fields = [...new Set(read.error.issues.map(({ path }) => path.join(".")))];
	return { problem: `Not usable: ${fields.join(", ")}.` };
}

const unusable = ({ from, password }: Draft): Omit<ImportItem, "index"> => ({
	...{ name: from, address: "", environment: "", renamed: false },
	password: password !== undefined,
});

const addressOf = ({ user, host, port, database }: ConnectionSettings): string => `${user}@${host}:${port}/${database}`;
const placeOf = (settings: ConnectionSettings): string => addressOf({ ...settings, host: settings.host.toLowerCase() });

function uniqueName(name: string, taken: ReadonlySet<string>): string {
	if (!taken.has(name)) return name;
	for (let n = 2; ; n++) {
		const next = `${name.slice(0, 190)} (${n})`;
		if (!taken.has(next)) return next;
	}
}

/** A file's name may say what its server is: .env.production, prod.env. */
function environmentIn(name: string): Environment | undefined {
	const words = name.toLowerCase().split(/[^a-z]+/);
	if (words.some((word) => word === "prod" || word === "production")) return "production";
	return words.some((word) => ["test", "testing", "staging", "qa"].includes(word)) ? "test" : undefined;
}
