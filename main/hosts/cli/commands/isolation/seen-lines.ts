import type { SeenChange, TenancyProfile } from "../../../../contract/index.ts";
import { SEEN_COUNTED } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import { printable } from "../../output.ts";
import { tenancyOption } from "../../tenancy-option.ts";

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
	const lines = shown.map(
		({ table, tenant, name, before, after }) =>
			`  ${table} as ${name ?? tenant}: ${rows(before)} rows before, ${rows(after)} after`,
	);
	const head =
		changes.length === 0
			? `isolation: ${tenants} tenants see as many rows of ${tables} tables as before`
			: `isolation: of ${tables} tables and ${tenants} tenants, ${changes.length + leftOut} see another number of rows`;
	return [
		head,
		...lines,
		...(more > 0 ? [`  … and ${more} more`] : []),
		...missing.map((why) => `  not seen: ${why}`),
	].map(printable);
}

function rows(count: number | null): string {
	if (count === null) return "unknown";
	return count > SEEN_COUNTED ? `more than ${SEEN_COUNTED}` : String(count);
}
