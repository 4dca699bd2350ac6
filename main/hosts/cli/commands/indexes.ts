import type { IndexBuild, IndexFinding, IndexHealth, IndexMoment, Slowness } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, printable, type Style, table } from "../output.ts";
import { tenancyOption } from "../tenancy-option.ts";
import { heads, say, told, word } from "../words/say.ts";
import { readSeverity, SEVERITIES, severityStyles } from "./severities.ts";

export interface IndexesOptions {
	tenancy?: string;
	failOn?: string;
	/** Only these checks, parted by commas. */
	check?: string;
	table?: string[];
	/** Names of saved connections. */
	replica?: string[];
	/** The fixes as the next migration of the folder. */
	migration?: boolean;
	name?: string;
	slow?: boolean;
	builds?: boolean;
	history?: boolean;
	/** FROM,TO */
	compare?: string;
}

/** Index health. Exits 1 for a finding at or above --fail-on. */
export async function indexes(context: Context, options: IndexesOptions): Promise<number> {
	const failOn = readSeverity(options.failOn);
	const { id: connection } = await connect(context);
	if (options.slow) return showSlowness(context.out, await context.client.indexes.slow({ connection }));
	if (options.builds) return showBuilds(context.out, await context.client.indexes.builds({ connection }));
	if (options.history) return showHistory(context.out, await context.client.indexes.history({ connection }));
	if (options.compare !== undefined) return compare(context, connection, options.compare);
	const look = { connection, ...tenancyOption(options.tenancy), ...(await replicasOf(context, options.replica)) };
	const seen = onlyOf(await context.client.indexes.examine(look), options);
	const written = options.migration ? await writeFile(context, look, seen.findings, options.name) : undefined;
	context.out.answer({ ...seen, ...(written ? { migration: written } : {}) }, [
		...seen.findings.flatMap((finding) => describe(context.out, finding)),
		...afterwards(seen),
		...(written
			? [
					"",
					say("Written: {files} in {folder}", {
						files: written.files.map(printable).join(", "),
						folder: printable(written.folder),
					}),
				]
			: []),
	]);
	return seen.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)) ? 1 : 0;
}

async function replicasOf({ client }: Context, names: readonly string[] = []): Promise<{ replicas?: string[] }> {
	const cards = await Promise.all(names.map((name) => client.connections.find({ name })));
	return cards.length === 0 ? {} : { replicas: cards.map(({ id }) => id) };
}

async function writeFile(
	{ client }: Context,
	look: { connection: string },
	findings: readonly IndexFinding[],
	name: string | undefined,
): Promise<{ id: string; folder: string; files: string[] } | undefined> {
	const mendable = findings.filter(({ fix }) => fix !== undefined && fix.byHand === undefined);
	if (mendable.length === 0) return undefined;
	const { id, folder, files } = await client.indexes.migrationFile({
		...look,
		findings: mendable.map(({ check, object }) => ({ check, object })),
		...(name === undefined ? {} : { name }),
		write: true,
	});
	return { id, folder, files: files.map(({ path }) => path) };
}

function onlyOf(result: IndexHealth, { check, table: tables }: IndexesOptions): IndexHealth {
	const wanted = check?.split(",").map((name) => name.trim());
	const unknown = wanted?.filter((name) => !result.evaluated.some((each) => each.check === name)) ?? [];
	if (unknown.length > 0) {
		throw new AppError("BAD_USAGE", `There is no check ${unknown.join(", ")}.`, {
			hint: `They are: ${result.evaluated.map((each) => each.check).join(", ")}.`,
		});
	}
	const names = tables?.map((name) => (name.includes(".") ? name : `public.${name}`));
	const missing = names?.filter((name) => !result.tables.some((each) => each.table === name)) ?? [];
	if (missing.length > 0 && result.tables.length === result.tablesInAll)
		throw new AppError("NOT_FOUND", `There is no table ${missing.join(", ")}.`);
	const ofCheck = <Each extends { check: string }>(all: Each[]): Each[] =>
		wanted ? all.filter((each) => wanted.includes(each.check)) : all;
	return {
		...result,
		findings: ofCheck(result.findings).filter(
			(each) => !names || (each.table !== undefined && names.includes(each.table)),
		),
		...{ evaluated: ofCheck(result.evaluated), notEvaluated: ofCheck(result.notEvaluated) },
		tables: names ? result.tables.filter((each) => names.includes(each.table)) : result.tables,
	};
}

function describe(out: Output, { severity, check, object, detail, why, evidence, fix }: IndexFinding): string[] {
	return [
		`${out.paint(severityStyles[severity], word(severity))} ${out.paint("bold", check)} ${printable(object)}`,
		`  ${printable(told(detail))}`,
		out.paint("dim", `  ${printable(told(why))}`),
		...(evidence.length > 0
			? [out.paint("dim", `  ${evidence.map(({ name, value }) => printable(`${told(name)}: ${value}`)).join(" · ")}`)]
			: []),
		...(fix ? [say("  fix:"), ...fix.sql.split("\n").map((line) => `    ${printable(line)}`)] : []),
		"",
	];
}

function afterwards({
	score,
	findings,
	evaluated,
	notEvaluated,
	problems,
	sight,
	windows,
	database,
}: IndexHealth): string[] {
	const counted = SEVERITIES.map(
		(severity) => `${findings.filter((each) => each.severity === severity).length} ${word(severity)}`,
	);
	return [
		...notEvaluated.map(({ check, objects, count, reason }) =>
			printable(
				say("not evaluated: {check}{more}: {reason}", {
					check,
					more: say(" on {object}", { object: count > 1 ? `${objects[0] ?? ""} (${count})` : (objects[0] ?? "") }),
					reason: told(reason),
				}),
			),
		),
		...sight
			.filter(({ seen }) => !seen)
			.map(({ what, cure }) =>
				printable(say("not seen: {what}. {cure}", { what: told(what), cure: told(cure ?? "") })),
			),
		...windows.map(({ node, days, because }) =>
			printable(
				say("{node}: counters of {days} days ({because})", { node, days: String(days), because: told(because) }),
			),
		),
		...problems.map((problem) => printable(say("tenancy: {problem}", { problem: told(problem) }))),
		say("{evaluated} checks for {application}: {counted}", {
			evaluated: evaluated.length,
			application: printable(database),
			counted: [...counted, score === null ? say("too much unseen for a score") : say("score {score}", { score })].join(
				", ",
			),
		}),
	];
}

function showSlowness(out: Output, seen: Slowness): number {
	out.answer(seen, [
		...seen.says.map((sentence) => printable(told(sentence))),
		...seen.waits.map(({ event, sessions, pids }) => printable(`  ${event}: ${sessions} (${pids.join(", ")})`)),
		...seen.builds.map((build) => `  ${buildLine(build)}`),
		...seen.invalid.map(({ index, fix }) => printable(`  ${index}: ${fix}`)),
		...seen.neverUsed.map(({ index, bytes, days }) =>
			printable(
				say("  {index}: not used in {days} days, {bytes} bytes", { index, days: String(days), bytes: String(bytes) }),
			),
		),
	]);
	return 0;
}

const buildLine = ({ pid, table: of, index, phase, progress, waitsFor }: IndexBuild): string =>
	printable(
		[
			...[String(pid), index ?? of, told(phase)],
			...(progress === null ? [] : [`${Math.floor(progress * 100)} %`]),
			...(waitsFor.length > 0 ? [`← ${waitsFor.join(", ")}`] : []),
		].join(" · "),
	);

function showBuilds(out: Output, builds: IndexBuild[]): number {
	out.answer({ builds }, builds.length > 0 ? builds.map(buildLine) : [say("no index is being built")]);
	return 0;
}

function showHistory(out: Output, moments: IndexMoment[]): number {
	const rows = moments.map(({ id, at, because, score, findings }) => [
		...[id, at, told(because), score === null ? "" : String(score)],
		SEVERITIES.map((severity) => String(findings[severity])).join(" / "),
	]);
	out.answer(
		{ moments },
		rows.length > 0
			? table(out, heads("LOOK", "AT", "BECAUSE", "SCORE", "FINDINGS"), rows)
			: [say("nobody has looked yet")],
	);
	return 0;
}

async function compare({ client, out }: Context, connection: string, ids: string): Promise<number> {
	const [from, to, ...more] = ids.split(",").map((id) => id.trim());
	if (from === undefined || to === undefined || more.length > 0)
		throw new AppError("BAD_USAGE", "--compare takes two looks of --history: FROM,TO.");
	const difference = await client.indexes.difference({ connection, from, to });
	const line = (sign: string, style: Style) => (finding: IndexFinding) =>
		out.paint(style, printable(`${sign} ${finding.check} ${finding.object}: ${told(finding.detail)}`));
	const named = (sign: string) => (index: string) => printable(`${sign} ${index}`);
	const lines = [
		...[...difference.appeared.map(line("+", "red")), ...difference.gone.map(line("-", "green"))],
		...[...difference.added.map(named("+")), ...difference.dropped.map(named("-"))],
		...difference.changed.flatMap(({ index, before, after }) =>
			[`~ ${index}`, `  - ${before}`, `  + ${after}`].map(printable),
		),
	];
	out.answer(difference, lines.length > 0 ? lines : [say("nothing changed between them")]);
	return 0;
}
