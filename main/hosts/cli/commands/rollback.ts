import type { ExposedTable, LostObject, PlanResult, RollbackResult } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import { confirmTyped } from "../prompt.ts";
import { selection } from "../selection.ts";
import { say, word } from "../words/say.ts";
import { certificateLines } from "./certificates.ts";
import { barrierLines, describeLeft } from "./isolation/barrier-left.ts";
import { isolationOption, seenLines } from "./isolation/seen-lines.ts";

export interface RollbackOptions {
	to?: string;
	reason?: string;
	isolation?: boolean;
	/** A file. */
	tenancy?: string;
}

/** Undoes one migration, or all down to `--to` (which stays). Shows the plan and what is lost, asks, then does it. */
export async function rollback(context: Context, ids: string[], options: RollbackOptions): Promise<number> {
	const chosen = selection(ids, options.to);
	if (!(chosen.ids || chosen.to))
		throw new AppError("BAD_USAGE", "Say which migration: an ID, or --to ID (which stays).");
	const reason = options.reason?.trim();
	if (!reason) throw new AppError("BAD_USAGE", "A rollback needs --reason TEXT; it is kept in the ledger.");
	const watched = isolationOption(options);
	const card = await connect(context);
	const connection = card.id;
	const plan = await context.client.migrations.plan({ connection, direction: "rollback", ...chosen });
	if (plan.refusals.length > 0) {
		throw new AppError("REFUSED", "This rollback cannot run.", { data: { reasons: plan.refusals } });
	}
	for (const line of describePlan(plan)) context.out.note(line);
	const nothing = plan.steps.length === 0;
	const typed = nothing ? { typed: card.database } : await confirmTyped(context, say("Roll back?"), card);
	const started = context.client.migrations.rollback({
		connection,
		...chosen,
		reason,
		confirmed: true,
		...typed,
		...watched,
	});
	const result = await followJob(context, "rollback", started);
	context.out.answer(result, describeResult(result));
	return 0;
}

function describePlan({ steps, lost, exposed = [], barrierLeft = [] }: PlanResult): string[] {
	return [
		...steps.map(({ id, name }) => say("will roll back {id} {name}", { id: String(id), name })),
		...lost.flatMap((each) => [
			say("will take out {kind} {object}: {rows} rows (kept in a snapshot)", {
				kind: word(each.kind),
				object: each.object,
				rows: each.rows,
			}),
			...describeTenants(each),
		]),
		...exposed.map(describeExposed),
		...barrierLeft.map((each) => describeLeft(each, say("will leave"))),
	].map(printable);
}

function describeTenants({ tenants = [], otherTenants }: LostObject): string[] {
	if (tenants.length === 0) return [];
	const shares = tenants.map(({ tenant, name, rows }) => `${name ?? tenant ?? say("nobody")} ${rows}`);
	const others = otherTenants
		? [say("{tenants} other tenants {rows}", { tenants: otherTenants.tenants, rows: otherTenants.rows })]
		: [];
	return [say("  by tenant: {list}", { list: [...shares, ...others].join(", ") })];
}

/** Who reads across tenants from then on. */
function describeExposed({ table, how, roles, moreRoles, everyone }: ExposedTable): string {
	const what = how === "off" ? say("no row-level security") : say("no row-level security for its owner");
	const named = [...roles, ...(moreRoles > 0 ? [say("{moreRoles} more", { moreRoles })] : [])].join(", ");
	const who = everyone ? say("everybody who can connect") : named === "" ? say("whoever is given the right") : named;
	return say("warning: {table} will have {what}: every tenant's rows can be read by {who}", { table, what, who });
}

function describeResult({ rolledBack, lost, snapshot, certificate, isolation, barrierLeft }: RollbackResult): string[] {
	const lines = rolledBack.map(({ id, ms }) =>
		say("rolled back {id} ({ms} ms)", { id: String(id), ms: Math.round(ms) }),
	);
	return [
		...(lines.length > 0 ? lines : [say("nothing to roll back")]),
		...lost.map(({ object, kind, rows }) =>
			printable(say("took out {kind} {object}: {rows} rows", { kind: word(kind), object, rows })),
		),
		...(snapshot
			? [
					say("snapshot {id}", { id: String(snapshot.id) }),
					printable(say("  in {path}", { path: snapshot.path })),
					say("  back with `bulkhead snapshots restore {id}`, after migrate", { id: String(snapshot.id) }),
				]
			: []),
		...barrierLines(barrierLeft),
		...seenLines(isolation),
		...certificateLines(certificate),
	];
}
