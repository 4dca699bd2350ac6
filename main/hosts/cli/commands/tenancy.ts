import type { TenancyQuestion, TenancyResult, TenancyStep } from "../../../contract/index.ts";
import { EXIT_CHECKS_FAILED } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { type Output, padded, printable, type Style } from "../output.ts";
import { tenancyOption } from "../tenancy-option.ts";
import { say, told, word } from "../words/say.ts";

export interface TenancyOptions {
	/** A file. */
	tenancy?: string;
	/** Detected, whatever is saved. */
	anew?: boolean;
	/** Id or slug. */
	tenant?: string;
}

/** The profile as a file on standard output; what speaks for it, and what is open, on standard error. */
export async function showTenancy(context: Context, { tenancy, anew }: TenancyOptions): Promise<number> {
	if (tenancy !== undefined && anew)
		throw new AppError("BAD_USAGE", "--tenancy gives a profile and --anew detects one: choose.");
	const given = tenancyOption(tenancy);
	const { id: connection } = await connect(context);
	const found = await context.client.tenancy.detect({ connection, ...given, ...(anew ? { anew } : {}) });
	if (!context.out.json) for (const line of notesOf(found)) context.out.note(printable(line));
	context.out.answer(found, JSON.stringify(found.profile, undefined, 2).split("\n"));
	return 0;
}

function notesOf({ source, tables, findings, questions, problems }: TenancyResult): string[] {
	const views = tables.filter(({ kind }) => kind === "v" || kind === "m").length;
	const where = {
		given: say("as it was given"),
		saved: say("as it is saved with the connection"),
		detected: say("detected"),
	}[source];
	return [
		say("{where}: {tables} tables and {views} views with tenants", { where, tables: tables.length - views, views }),
		...findings.flatMap(({ text, evidence }) => [
			told(text),
			...evidence.map((each) => `    ${told(each.replaceAll(/\s+/g, " "))}`),
		]),
		...questions.map(asked),
		...problems.map((problem) => say("PROBLEM: {problem}", { problem: told(problem) })),
	];
}

function asked({ text, chosen, others }: TenancyQuestion): string {
	const taken = chosen === undefined ? "" : say(" Taken: {chosen}.", { chosen });
	return say("OPEN: {text}{taken}{more}", {
		text: told(text),
		taken,
		more: others.length > 0 ? say(" Possible as well: {others}.", { others: others.join("; ") }) : "",
	});
}

const STYLES: Readonly<Record<TenancyStep["outcome"], Style>> = {
	ok: "green",
	"not-ok": "red",
	"not-evaluated": "yellow",
};

/** Exits 1 when a step is not ok. */
export async function testTenancy(context: Context, { tenancy, tenant }: TenancyOptions): Promise<number> {
	const given = tenancyOption(tenancy);
	const { id: connection } = await connect(context);
	const result = await context.client.tenancy.test({
		connection,
		...given,
		...(tenant === undefined ? {} : { tenant }),
	});
	const lines = result.steps.map((step) => lineOf(context.out, step));
	context.out.answer(result, [
		...lines,
		result.ok ? say("nothing speaks against this profile") : say("this profile does not hold"),
	]);
	return result.ok ? 0 : EXIT_CHECKS_FAILED;
}

function lineOf(out: Output, { step, outcome, text }: TenancyStep): string {
	return `${out.paint(STYLES[outcome], padded(word(outcome.replaceAll("-", " ")), 13))}  ${printable(`${step}: ${told(text)}`)}`;
}

/** Keeps a profile with a saved connection: that of --tenancy, else what is detected now. */
export async function saveTenancy(context: Context, { tenancy }: TenancyOptions): Promise<number> {
	const given = tenancyOption(tenancy);
	const { id: connection, name } = await connect(context);
	const profile = given.tenancy ?? (await context.client.tenancy.detect({ connection, anew: true })).profile;
	return keep(context, { connection, name, tenancy: profile });
}

/** From now on it is detected. */
export async function forgetTenancy(context: Context): Promise<number> {
	const { id: connection, name } = await connect(context);
	return keep(context, { connection, name });
}

async function keep(
	{ client, out }: Context,
	{ name, ...input }: { connection: string; name: string; tenancy?: TenancyResult["profile"] },
): Promise<number> {
	const { saved } = await client.tenancy.save(input);
	if (!saved) {
		const hint = "Save it with `bulkhead connections add NAME`, then name it with --connection.";
		throw new AppError("BAD_USAGE", `${name} is no saved connection: there is nothing to keep a profile with.`, {
			hint,
		});
	}
	const what = input.tenancy ? say("this profile is kept with it") : say("its profile is forgotten: it is detected");
	out.answer({ connection: name, tenancy: input.tenancy ?? null }, [printable(`${name}: ${what}`)]);
	return 0;
}
