import type { AuditEntry, AuditFilter, AuditVerdict } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type Style, table } from "../output.ts";
import { heads, say, told, when, word } from "../words/say.ts";
import { openOutFile } from "../write-out.ts";

export interface AuditOptions {
	tenant?: string;
	person?: string;
	action?: string;
	since?: string;
	until?: string;
	limit?: string;
	after?: string;
}

const MOST = 100_000;
/** Entries of one call. */
const PAGE = 1_000;

/** Who did what, the newest first. */
export async function listAudit(context: Context, options: AuditOptions): Promise<number> {
	const limit = numberOf("--limit", options.limit ?? "100", MOST);
	const { entries, next } = await read(context, filterOf(options), limit);
	const { out } = context;
	const head = heads("NO", "AT", "WHO", "ACTION", "ON", "TENANT", "OUTCOME", "REASON");
	const lines = entries.length > 0 ? table(out, head, entries.map(row)) : [say("there is no such entry")];
	const more = next === undefined ? [] : [say("there are older ones: --after {next}", { next })];
	out.answer({ entries, ...(next === undefined ? {} : { next }) }, [...lines, ...more]);
	return 0;
}

async function read({ client }: Context, filter: AuditFilter, limit: number) {
	const entries: AuditEntry[] = [];
	let next = filter.after;
	do {
		const page = await client.audit.list({
			...filter,
			...(next === undefined ? {} : { after: next }),
			limit: Math.min(PAGE, limit - entries.length),
		});
		entries.push(...page.entries);
		next = page.next;
	} while (next !== undefined && entries.length < limit);
	return { entries, next };
}

const styles: Partial<Record<AuditEntry["outcome"], Style>> = {
	done: "green",
	failed: "red",
	unknown: "red",
	refused: "yellow",
	cancelled: "yellow",
};

function row({ seq, at, by, host, action, connection, tenant, outcome, code, reason, ticket }: AuditEntry) {
	const style = styles[outcome];
	const ended = code === undefined ? word(outcome) : `${word(outcome)} (${code})`;
	return [
		...[String(seq), when(at), `${by}@${host}`, action],
		...[connection ? `${connection.name} (${connection.database})` : "", tenant ?? ""],
		style ? { text: ended, style } : ended,
		[reason, ticket].filter((each) => each !== undefined).join(" "),
	];
}

/** Exits 1 where the trail is broken, and names the first entry that does not hold. With a connection: held against its certificates. */
export async function verifyAudit(context: Context): Promise<number> {
	const { url, connection, envFile } = context.options;
	const named = url !== undefined || connection !== undefined || envFile !== undefined;
	const input = named ? { connection: (await connect(context)).id } : {};
	const verdict = await context.client.audit.verify(input);
	context.out.answer(verdict, describe(context.out, verdict));
	return verdict.ok ? 0 : 1;
}

function describe(out: Output, { ok, entries, head, keys, brokenAt, anchors }: AuditVerdict): string[] {
	const lost = (anchors?.lost ?? []).map(({ chain, seq, certificate }) =>
		say(
			"certificate {certificate} names entry {seq} of another trail of this place ({chain}), which is not here any more",
			{ certificate: String(certificate), seq: String(seq), chain: chain.slice(0, 12) },
		),
	);
	return [
		...(brokenAt ? [out.paint("red", printable(told(brokenAt.message)))] : []),
		...lost.map((line) => out.paint("yellow", line)),
		...(anchors
			? [
					printable(
						say("{held} certificates of {database} name entries of this trail", {
							held: anchors.held,
							database: anchors.database,
						}),
					),
				]
			: []),
		ok
			? out.paint("green", say("the trail holds: {entries} entries", { entries }))
			: out.paint("red", say("the trail is BROKEN at entry {seq}", { seq: String(brokenAt?.seq) })),
		...(head
			? [
					say("last entry {seq} of {at}, hash {hash}", {
						seq: String(head.seq),
						at: printable(head.at),
						hash: head.hash,
					}),
				]
			: []),
		...keys.map(({ fingerprint, from, to }) =>
			say("entries {from} to {to} are signed by the key {fingerprint}", {
				from: String(from),
				to: String(to),
				fingerprint,
			}),
		),
	];
}

/** Writes FILE.jsonl (every entry, to be verified by others) or FILE.csv (for a spreadsheet); never over a file, unless --yes. */
export async function exportAudit(context: Context, options: AuditOptions & { out?: string }): Promise<number> {
	const format = /\.(jsonl|csv)$/.exec(options.out ?? "")?.[1] as "jsonl" | "csv" | undefined;
	if (options.out === undefined || format === undefined)
		throw new AppError("BAD_USAGE", "Say where to: --out FILE.jsonl, or --out FILE.csv for a spreadsheet.");
	const { limit: _, ...filter } = filterOf(options);
	if (format === "jsonl" && Object.keys(filter).length > 0) {
		throw new AppError("BAD_USAGE", "A filtered trail cannot be verified: FILE.jsonl has every entry.", {
			hint: "Leave the filter out, or write FILE.csv.",
		});
	}
	const file = openOutFile(options.out, context.options.yes === true);
	let after: number | undefined;
	try {
		do {
			const piece = await context.client.audit.export({ ...filter, format, ...(after === undefined ? {} : { after }) });
			file.write(piece.text);
			after = piece.next;
		} while (after !== undefined);
	} finally {
		file.close();
	}
	const { bytes } = file;
	context.out.answer({ exported: { file: options.out, format, bytes: bytes() } }, [
		say("wrote {out} ({bytes} bytes)", { out: options.out, bytes: bytes() }),
	]);
	return 0;
}

function filterOf({ tenant, person, action, since, until, after }: AuditOptions): AuditFilter {
	return {
		...(tenant === undefined ? {} : { tenant }),
		...(person === undefined ? {} : { person }),
		...(action === undefined ? {} : { action }),
		...(since === undefined ? {} : { since: timeOf("--since", since) }),
		...(until === undefined ? {} : { until: timeOf("--until", until) }),
		...(after === undefined ? {} : { after: numberOf("--after", after, Number.MAX_SAFE_INTEGER) }),
	};
}

function numberOf(option: string, text: string, most: number): number {
	const number = Number(text);
	if (text.trim() !== "" && Number.isInteger(number) && number > 0 && number <= most) return number;
	throw new AppError("BAD_USAGE", `${option} is a number from 1 to ${most}, not ${JSON.stringify(text)}.`);
}

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A date, a date and time, or how long ago: 30m, 12h, 7d. A time without a zone is this machine's. */
function timeOf(option: string, text: string): Date {
	const [, count, unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
	if (count !== undefined) return new Date(Date.now() - Number(count) * (units[unit] ?? 0));
	const iso = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text;
	const at = new Date(iso);
	if (/^\d{4}-\d\d-\d\dT/.test(iso) && !Number.isNaN(at.getTime())) return at;
	throw new AppError(
		"BAD_USAGE",
		`${option} is 2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago, not ${JSON.stringify(text)}.`,
	);
}
