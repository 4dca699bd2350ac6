import type { RehearsedMigration } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { printable } from "../output.ts";
import { selection } from "../selection.ts";
import { tenancyOption } from "../tenancy-option.ts";
import { say, told } from "../words/say.ts";
import { describeRehearsed, describeScratch } from "./rehearsal-lines.ts";

export interface RehearseOptions {
	to?: string;
	/** True without a value. */
	scratch?: string | true;
	/** A file. */
	tenancy?: string;
	/** False with --no-tenants. */
	tenants?: boolean;
	/** A run tells what some tenants see before and after; it takes --tenancy too. */
	isolation?: boolean;
}

/** Runs for real, measures, and leaves nothing: exits 1 when a check fails, or a rollback does not give the catalogue back. */
export async function rehearse(context: Context, ids: string[], options: RehearseOptions): Promise<number> {
	if (options.isolation) {
		throw new AppError(
			"BAD_USAGE",
			"--isolation looks before and after a run; a rehearsal is taken back before anybody could look.",
		);
	}
	const { where, more } = readScratch(options.scratch);
	const chosen = selection([...ids, ...more], options.to);
	const tenancy = tenancyOption(options.tenancy);
	const { id: connection } = await connect(context);
	const started = context.client.migrations.rehearse({
		...{ connection, ...chosen, ...tenancy, ...(where === undefined ? {} : { scratch: where }) },
		...(options.tenants === false ? { tenants: false } : {}),
	});
	const result = await followJob(context, "rehearse", started);
	const skipped = result.skipped.map(({ id, reason }) =>
		say("skipped {id}: {reason}", { id: String(id), reason: told(reason) }),
	);
	const lines = result.rehearsal.flatMap(describeRehearsed);
	const scratch = result.scratch ? describeScratch(result.scratch) : [];
	const all = [...scratch, ...(lines.length > 0 ? lines : [say("nothing to rehearse")]), ...skipped];
	context.out.answer(result, all.map(printable));
	const sound = ({ checks, comesBack }: RehearsedMigration): boolean =>
		comesBack !== false && checks.every(({ ok }) => ok);
	return result.rehearsal.every(sound) ? 0 : 1;
}

/** What only a rehearsal understands is not silently left out of a run. */
export function refuseRehearsalOptions({ scratch, tenancy, tenants, isolation }: RehearseOptions): void {
	const given = [
		...(scratch === undefined ? [] : ["--scratch"]),
		...(tenancy === undefined || isolation ? [] : ["--tenancy"]),
		...(tenants === false ? ["--no-tenants"] : []),
	];
	if (given.length === 0) return;
	throw new AppError("BAD_USAGE", `${given.join(", ")} needs --rehearse: it says how a rehearsal is done.`);
}

/** `--scratch 006` is a migration's number behind an option without a value. */
function readScratch(value: string | true | undefined): { where?: "server" | "embedded"; more: string[] } {
	if (value === undefined) return { more: [] };
	if (value === true || value === "server") return { where: "server", more: [] };
	if (value === "embedded") return { where: "embedded", more: [] };
	if (/^\d/.test(value)) return { where: "server", more: [value] };
	throw new AppError("BAD_USAGE", `--scratch ${value}: it is server (the default) or embedded.`);
}
