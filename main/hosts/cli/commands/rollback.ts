import type { ExposedTable, LostObject, PlanResult, RollbackResult } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import { confirmTyped } from "../prompt.ts";
import { selection } from "../selection.ts";
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
	const typed = nothing ? { typed: card.database } : await confirmTyped(context, "Roll back?", card);
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
		...steps.map(({ id, name }) => `will roll back ${id} ${name}`),
		...lost.flatMap((each) => [
			`will take out ${each.kind} ${each.object}: ${each.rows} rows (kept in a snapshot)`,
			...describeTenants(each),
		]),
		...exposed.map(describeExposed),
		...barrierLeft.map((each) => describeLeft(each, "will leave")),
	].map(printable);
}

function describeTenants({ tenants = [], otherTenants }: LostObject): string[] {
	if (tenants.length === 0) return [];
	const shares = tenants.map(({ tenant, name, rows }) => `${name ?? tenant ?? "nobody"} ${rows}`);
	const others = otherTenants ? [`${otherTenants.tenants} other tenants ${otherTenants.rows}`] : [];
	return [`  by tenant: ${[...shares, ...others].join(", ")}`];
}

/** Who reads across tenants from then on. */
function describeExposed({ table, how, roles, moreRoles, everyone }: ExposedTable): string {
	const what = how === "off" ? "no row-level security" : "no row-level security for its owner";
	const named = [...roles, ...(moreRoles > 0 ? [`${moreRoles} more`] : [])].join(", ");
	const who = everyone ? "everybody who can connect" : named === "" ? "whoever is given the right" : named;
	return `warning: ${table} will have ${what}: every tenant's rows can be read by ${who}`;
}

function describeResult({ rolledBack, lost, snapshot, certificate, isolation, barrierLeft }: RollbackResult): string[] {
	const lines = rolledBack.map(({ id, ms }) => `rolled back ${id} (${Math.round(ms)} ms)`);
	return [
		...(lines.length > 0 ? lines : ["nothing to roll back"]),
		...lost.map(({ object, kind, rows }) => printable(`took out ${kind} ${object}: ${rows} rows`)),
		...(snapshot
			? [
					`snapshot ${snapshot.id}`,
					printable(`  in ${snapshot.path}`),
					`  back with \`bulkhead snapshots restore ${snapshot.id}\`, after migrate`,
				]
			: []),
		...barrierLines(barrierLeft),
		...seenLines(isolation),
		...certificateLines(certificate),
	];
}
