import type { BarrierChange, BarrierState } from "../../../../contract/index.ts";
import { connect } from "../../connect.ts";
import type { Context } from "../../context.ts";
import { type Output, printable } from "../../output.ts";
import { confirm, confirmTyped } from "../../prompt.ts";
import { tenancyOption } from "../../tenancy-option.ts";
import { say, told, when, word } from "../../words/say.ts";
import { describeLeft } from "./barrier-left.ts";

export interface BarrierOptions {
	tenancy?: string;
	preview?: boolean;
	reason?: string;
	failOnGap?: boolean;
}

export async function checkBarrier(context: Context, options: BarrierOptions): Promise<number> {
	const { id: connection } = await connect(context);
	const state = await context.client.barrier.check({ connection, ...tenancyOption(options.tenancy) });
	context.out.answer({ barrier: state }, describe(context.out, state));
	return options.failOnGap && !(state.holds && state.missing.length === 0) ? 1 : 0;
}

/** Shows the statements, asks, then runs them. */
export async function changeBarrier(
	context: Context,
	what: "install" | "remove",
	options: BarrierOptions,
): Promise<number> {
	const { client, out } = context;
	const tenancy = tenancyOption(options.tenancy);
	const card = await connect(context);
	const connection = card.id;
	const preview = await client.barrier.preview({ connection, what, ...tenancy });
	if (options.preview) {
		out.answer({ change: preview }, scriptOf(preview));
		return 0;
	}
	// As with migrate: whoever asks for it in a script has asked for it. Taking it away opens something.
	if (preview.sql !== "" && (what === "remove" || out.interactive) && !context.options.yes)
		for (const line of scriptOf(preview)) out.note(line);
	if (preview.sql !== "" && what === "install" && out.interactive) await confirm(context, say("Install the barrier?"));
	const nothing = what === "install" || preview.sql === "";
	const typed = nothing ? { typed: card.database } : await confirmTyped(context, say("Take the barrier away?"), card);
	const reason = options.reason === undefined ? {} : { reason: options.reason };
	const asked = { connection, ...tenancy, ...reason };
	const result =
		what === "install" ? await client.barrier.install(asked) : await client.barrier.remove({ ...asked, ...typed });
	const done = what === "install" ? say("installed") : say("taken away");
	out.answer(result, [
		result.changed ? say("{done} ({ms} ms)", { done, ms: Math.round(result.ms) }) : say("nothing to do"),
		...describe(out, result.barrier),
	]);
	return 0;
}

function scriptOf({ sql, rollback, notes }: BarrierChange): string[] {
	if (sql === "") return [say("nothing to do")];
	const undo =
		rollback === "" ? [] : ["", say("-- What takes it back:"), ...rollback.split("\n").map((line) => `-- ${line}`)];
	return [...notes.map((note) => `-- ${told(note)}`), ...sql.split("\n"), ...undo].map(printableSql);
}

/** A tab is no danger, and statements are indented with it. */
const printableSql = (line: string): string => line.split("\t").map(printable).join("\t");

function describe(out: Output, state: BarrierState): string[] {
	const { installed, holds, tables, missing, leaks, open, left, swept } = state;
	const verdict = holds
		? out.paint("green", say("the barrier holds: looks through a tenant's eyes are enforced by the server"))
		: out.paint(
				"red",
				installed ? say("the barrier is installed, and does not hold") : say("the barrier is not installed"),
			);
	return [
		verdict,
		...leaks.map((leak) => printable(say("  past it: {leak}", { leak: told(leak) }))),
		...(tables.length > 0 ? [say("behind it: {tables} tables", { tables: tables.length })] : []),
		...missing.map(({ schema, name, reason }) =>
			printable(say("  not {schema}.{name}: {reason}", { schema, name, reason: told(reason) })),
		),
		...left.map((each) =>
			printable(
				say("{what} ({event} of {migration}, {at})", {
					what: describeLeft(each),
					event: word(each.event),
					migration: each.migration,
					at: when(each.at),
				}),
			),
		),
		...open.map((each) => printable(say("open: {each}", { each: told(each) }))),
		...swept.map((login) => printable(say("dropped the login {login}, which nobody used any more", { login }))),
	];
}
