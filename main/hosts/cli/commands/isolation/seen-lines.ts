import type { SeenChange, TenancyProfile } from "../../../../contract/index.ts";
import { SEEN_COUNTED } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import { printable } from "../../output.ts";
import { tenancyOption } from "../../tenancy-option.ts";
import { say, told } from "../../words/say.ts";

/** Changes that are shown to people; --json has them all. */
const SHOWN = 20;

export interface IsolationOption {
	isolation?: boolean;
	/** A file. */
	tenancy?: string;
}

/** `--isolation`, and the profile for it, as fields of a run's input. */
export function isolationOption({ isolation, tenancy }: IsolationOption): {
	isolation?: boolean;
	tenancy?: TenancyProfile;
} {
	if (isolation) return { isolation, ...tenancyOption(tenancy) };
	if (tenancy === undefined) return {};
	throw new AppError("BAD_USAGE", "--tenancy is for --isolation here: without it no tenant is asked as.");
}

/** What sampled tenants see before and after. */
export function seenLines(seen: SeenChange | undefined): string[] {
	if (!seen) return [];
	const { changes, leftOut, missing, tenants, tables } = seen;
	const shown = changes.slice(0, SHOWN);
	const more = changes.length - shown.length + leftOut;
	const lines = shown.map(({ table, tenant, name, before, after }) =>
		say("  {table} as {name}: {before} rows before, {after} after", {
			table,
			name: name ?? tenant,
			before: rows(before),
			after: rows(after),
		}),
	);
	const head =
		changes.length === 0
			? say("isolation: {tenants} tenants see as many rows of {tables} tables as before", { tenants, tables })
			: say("isolation: of {tables} tables and {tenants} tenants, {changes} see another number of rows", {
					tables,
					tenants,
					changes: changes.length + leftOut,
				});
	return [
		head,
		...lines,
		...(more > 0 ? [say("  … and {more} more", { more })] : []),
		...missing.map((why) => say("  not seen: {why}", { why: told(why) })),
	].map(printable);
}

function rows(count: number | null): string {
	if (count === null) return say("unknown");
	return count > SEEN_COUNTED ? say("more than {n}", { n: SEEN_COUNTED }) : String(count);
}
