import type { ZeroRows } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { printable } from "../output.ts";
import { type AsTenantOptions, asTenant } from "../row-options.ts";
import { say, told } from "../words/say.ts";

export interface WhyZeroOptions extends AsTenantOptions {
	atMost?: string;
}

/** Why a tenant sees nothing in a table: every cause, the first to look at first. */
export async function whyZero(context: Context, options: WhyZeroOptions): Promise<number> {
	const atMost = readCount(options.atMost);
	const input = asTenant(options);
	const { id: connection } = await connect(context);
	const told = await context.client.rows.whyZero({ connection, ...input, ...(atMost === undefined ? {} : { atMost }) });
	context.out.answer(told, lines(told));
	return 0;
}

function readCount(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const count = Number(text);
	if (Number.isInteger(count) && count > 0 && count <= 10_000_000) return count;
	throw new AppError("BAD_USAGE", `--at-most is a whole number up to 10000000, not ${text}.`);
}

function lines({ table, viewer, causes }: ZeroRows): string[] {
	return [
		printable(
			say("{schema}.{name}, as tenant {id} by role {role}", {
				schema: table.schema,
				name: table.name,
				id: String(viewer.tenant.id),
				role: viewer.role,
			}),
		),
		...causes.flatMap(({ text, next, sql }, at) => [
			"",
			printable(`${at + 1}. ${told(text)}`),
			printable(`   ${told(next)}`),
			...(sql === undefined ? [] : [printable(`   ${sql}`)]),
		]),
	];
}
