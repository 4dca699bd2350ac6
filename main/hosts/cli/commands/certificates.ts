import { existsSync, writeFileSync } from "node:fs";
import type {
	Certificate,
	CertificateNote,
	CertificateSummary,
	ChainVerdict,
	Drift,
	OpenItem,
} from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, table } from "../output.ts";
import { heads, say, told, word } from "../words/say.ts";
import { barrierLines } from "./isolation/barrier-left.ts";

/** Lines of a difference that people are shown; --json has them all. */
const SHOWN = 40;
/** Digits of a hash that tell two apart. */
const SHORT = 12;

/** What the runs left, the newest first; and whether the catalogue is still what the last one left. */
export async function listCertificates(context: Context, options: { limit?: string }): Promise<number> {
	const limit = options.limit === undefined ? undefined : Number(options.limit);
	if (limit !== undefined && !(Number.isInteger(limit) && limit > 0 && limit <= 10_000))
		throw new AppError("BAD_USAGE", `--limit is a number from 1 to 10000, not ${options.limit}.`);
	const { id: connection } = await connect(context);
	const list = await context.client.certificates.list({ connection, ...(limit ? { limit } : {}) });
	const { open } = await context.client.certificates.finishList({ connection });
	const { out } = context;
	const head = heads("NO", "AT", "RUN", "MIGRATIONS", "BY", "BEFORE", "AFTER", "OUTCOME");
	const lines =
		list.certificates.length > 0 ? table(out, head, list.certificates.map(row)) : [say("there is none yet")];
	out.answer({ ...list, open }, [
		...lines,
		...list.unreadable.map((number) =>
			say("certificate {number} cannot be read: `bulkhead certificates verify`", { number: String(number) }),
		),
		...list.gap.map(({ run, at, events }) =>
			printable(say("the run {run} of {at} ({events}) left no certificate", { run, at, events: events.join(", ") })),
		),
		...describeDrift(list.now.drift),
		...(list.now.notCompared ? [told(list.now.notCompared)] : []),
		...(list.now.same ? [say("the catalogue is as the last certificate left it")] : []),
		...openCount(open.length),
	]);
	return 0;
}

function row({ number, endedAt, kind, migrations, by, host, before, after, outcome, drift, gap }: CertificateSummary) {
	const notes = [word(outcome), ...(drift ? [say("drift")] : []), ...(gap > 0 ? [say("gap")] : [])].join(", ");
	return [
		...[
			String(number),
			endedAt,
			kind,
			migrations.join(" "),
			`${by}@${host}`,
			before.slice(0, SHORT),
			after.slice(0, SHORT),
		],
		{ text: notes, style: notes === "done" ? ("green" as const) : ("yellow" as const) },
	];
}

export async function showCertificate(context: Context, id: string): Promise<number> {
	const { id: connection } = await connect(context);
	const certificate = await context.client.certificates.show({ connection, id });
	context.out.answer({ certificate }, describe(context.out, certificate).map(printable));
	return 0;
}

function describe(out: Output, { number, hash, body }: Certificate): string[] {
	const { server, previous, fingerprint, error, snapshot } = body;
	const held = body.checks.filter(({ ok }) => ok).length;
	const migrations = body.migrations.map(({ id, name, event, done, statementCount, ms, sha256 }) => [
		...[id, name, done === "stopped" ? say("{event}, stopped midway", { event }) : event],
		...[say("{statementCount} statements", { statementCount }), `${ms} ms`, sha256],
	]);
	return [
		say("certificate {number}: {kind}, {outcome}{more}", {
			number: String(number),
			kind: body.kind,
			outcome: word(body.outcome),
			more: error ? ` (${error.code}: ${told(error.message)})` : "",
		}),
		say("  {database} on {host}:{port}, PostgreSQL {version}, as {role}", {
			database: body.database,
			host: server.host,
			port: String(server.port),
			version: String(server.version),
			role: body.role,
		}),
		say("  {startedAt} to {endedAt} by {by}@{host}, Bulkhead {bulkhead}, run {run}", {
			startedAt: body.startedAt,
			endedAt: body.endedAt,
			by: body.by,
			host: body.host,
			bulkhead: body.bulkhead,
			run: body.run,
		}),
		...(body.reason === null ? [] : [say("  reason: {reason}", { reason: body.reason })]),
		...describeDrift(body.drift ?? undefined),
		...(body.notCompared === null ? [] : [told(body.notCompared)]),
		...body.gap.map(({ run, at, events }) =>
			say("gap: the run {run} of {at} ({events}) left no certificate", { run, at, events: events.join(", ") }),
		),
		...(migrations.length > 0 ? table(out, heads("ID", "NAME", "EVENT", "", "", "SHA-256"), migrations) : []),
		...(body.checks.length > 0 ? [say("checks: {held} of {checks} hold", { held, checks: body.checks.length })] : []),
		...(snapshot ? [say("snapshot {id}, SHA-256 {sha256}", { id: String(snapshot.id), sha256: snapshot.sha256 })] : []),
		...body.lost.map(({ object, kind, rows }) =>
			say("took out {kind} {object}: {rows} rows", { kind: word(kind), object, rows }),
		),
		...barrierLines(body.barrierLeft),
		...body.restored.map(({ table: name, rows }) => say("put back {name}: {rows} rows", { name, rows })),
		...body.rows.map(({ table: name, rows, how }) =>
			say("{name}: {rows} rows ({how})", { name, rows: rows ?? "?", how: word(how) }),
		),
		say("catalogue before {before}", { before: fingerprint.before }),
		say("          after  {after}", { after: fingerprint.after }),
		...difference(body.difference, body.differenceLeftOut),
		...describeOpen(body.open),
		say("hash {hash}", { hash }),
		previous
			? say("follows certificate {number}, {hash}", { number: String(previous.number), hash: previous.hash })
			: say("the first of its chain"),
	];
}

function describeDrift(drift: Drift | undefined): string[] {
	if (!drift) return [];
	const since = say("DRIFT: the catalogue is not as certificate {number} of {at} left it", {
		number: String(drift.since.number),
		at: drift.since.at,
	});
	return [since, ...difference(drift.difference ?? [], drift.leftOut)].map(printable);
}

function difference(lines: readonly string[], leftOut: number): string[] {
	const more = leftOut + Math.max(0, lines.length - SHOWN);
	return [
		...lines.slice(0, SHOWN).map((line) => `  ${line}`),
		...(more > 0 ? [say("  and {more} more lines", { more })] : []),
	];
}

/** Exits 1 where the chain is broken, and names the first certificate that does not hold. */
export async function verifyCertificates(context: Context): Promise<number> {
	const { id: connection } = await connect(context);
	const verdict = await context.client.certificates.verify({ connection });
	context.out.answer(verdict, describeVerdict(context.out, verdict));
	return verdict.ok ? 0 : 1;
}

function describeVerdict(out: Output, { ok, certificates, head, brokenAt, gaps }: ChainVerdict): string[] {
	return [
		...gaps.map(({ run, at, namedBy }) =>
			printable(
				say("gap: the run {run} of {at} left no certificate, as certificate {namedBy} says", {
					run,
					at,
					namedBy: String(namedBy),
				}),
			),
		),
		...(brokenAt ? [out.paint("red", printable(told(brokenAt.message)))] : []),
		ok
			? out.paint("green", say("the chain holds: {certificates} certificates", { certificates }))
			: out.paint("red", say("the chain is BROKEN")),
		...(head === undefined ? [] : [say("last hash {head}", { head: printable(head) })]),
	];
}

/** Writes .json or .html, as the file's name says; never over a file that is there, unless --yes. */
export async function exportCertificate(context: Context, id: string, options: { out?: string }): Promise<number> {
	const { out: file } = options;
	const format = /\.(json|html)$/.exec(file ?? "")?.[1];
	if (file === undefined || format === undefined)
		throw new AppError("BAD_USAGE", "Say where to: --out FILE.json, or --out FILE.html for a page to print.");
	if (existsSync(file) && !context.options.yes)
		throw new AppError("REFUSED", `There is a file ${file} already.`, {
			hint: "Name another, or overwrite it with --yes.",
		});
	const { id: connection } = await connect(context);
	const { text } = await context.client.certificates.export({ connection, id, format: format as "json" | "html" });
	try {
		writeFileSync(file, text, { flag: context.options.yes ? "w" : "wx" });
	} catch (caught) {
		throw new AppError(
			"BAD_INPUT",
			`${file} cannot be written: ${caught instanceof Error ? caught.message : String(caught)}`,
		);
	}
	const bytes = Buffer.byteLength(text);
	context.out.answer({ exported: { file, format, bytes } }, [say("wrote {file} ({bytes} bytes)", { file, bytes })]);
	return 0;
}

/** What is still open; with --check it exits 1 when anything is. */
export async function finish(context: Context, options: { check?: boolean }): Promise<number> {
	const { id: connection } = await connect(context);
	const result = await context.client.certificates.finishList({ connection });
	const lines = describeOpen(result.open).map(printable);
	context.out.answer(result, lines.length > 0 ? lines : [say("nothing is open")]);
	return options.check && result.open.length > 0 ? 1 : 0;
}

function describeOpen(open: readonly OpenItem[]): string[] {
	return open.flatMap(({ kind, object, detail, resolve, since }) => {
		const where = since?.outside
			? say(", outside Bulkhead, noticed by certificate {certificate}", { certificate: String(since.certificate) })
			: "";
		const when =
			since && !since.outside
				? say(", since certificate {certificate} ({migrations})", {
						certificate: String(since.certificate),
						migrations: since.migrations.join(", "),
					})
				: where;
		return [say("open: {object} ({kind}{when})", { object, kind, when }), `  ${told(detail)}`, `  ${told(resolve)}`];
	});
}

function openCount(count: number): string[] {
	if (count === 0) return [];
	return [say("{n} things are still open: `bulkhead finish`", { n: count })];
}

/** What a run says at its end of the certificate that it left. */
export function certificateLines(note: CertificateNote | undefined): string[] {
	if (!note) return [];
	const { number, hash = "", problem, open = 0 } = note;
	if (problem !== undefined) return [printable(say("NO CERTIFICATE: {problem}", { problem: told(problem) }))];
	return [
		say("certificate {number} ({hash})", { number: String(number), hash: hash.slice(0, SHORT) }),
		...openCount(open),
	];
}
