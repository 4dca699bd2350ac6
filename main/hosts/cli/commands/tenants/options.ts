import type { TenancyProfile, TenantFilter, TenantSort } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import { connect } from "../../connect.ts";
import type { Context } from "../../context.ts";
import { tenancyOption } from "../../tenancy-option.ts";
import { told } from "../../words/say.ts";

export interface TenancyOptions {
	/** A file. */
	tenancy?: string;
}

export interface FilterOptions extends TenancyOptions {
	search?: string;
	status?: string;
	region?: string;
	plan?: string;
	sort?: string;
}

/** The database that is meant, and how it tells tenants apart. */
export async function target(
	context: Context,
	{ tenancy }: TenancyOptions,
): Promise<{ connection: string; tenancy?: TenancyProfile }> {
	const profile = tenancyOption(tenancy);
	const { id: connection } = await connect(context);
	return { connection, ...profile };
}

export function filterOf({ search, status, region, plan, sort }: FilterOptions): TenantFilter {
	return {
		...(search === undefined ? {} : { search }),
		...(status === undefined ? {} : { status }),
		...(region === undefined ? {} : { region }),
		...(plan === undefined ? {} : { plan }),
		...(sort === undefined ? {} : { sort: sortOf(sort) }),
	};
}

const sorts: Readonly<Record<string, TenantSort["by"]>> = {
	...{ id: "id", name: "name", slug: "slug", region: "region", plan: "plan", status: "status" },
	...{ email: "adminEmail", adminemail: "adminEmail", created: "createdAt", createdat: "createdAt" },
};

/** name, created, -created, created:desc; createdAt and created_at are the same. */
export function sortOf(text: string): TenantSort {
	const [, minus, word = "", direction] = /^([-+]?)([a-z_]+)(?::(asc|desc))?$/i.exec(text) ?? [];
	const by = sorts[word.toLowerCase().replaceAll("_", "")];
	if (by !== undefined) return { by, descending: minus === "-" || direction?.toLowerCase() === "desc" };
	throw new AppError("BAD_USAGE", `--sort is a field of a tenant, not ${JSON.stringify(text)}.`, {
		hint: "One of name, slug, region, plan, status, email, created, id; -created or created:desc for the other way round.",
	});
}

export function limitOf(text: string | undefined, most: number): number | undefined {
	if (text === undefined) return undefined;
	const number = Number(text);
	if (text.trim() !== "" && Number.isInteger(number) && number > 0 && number <= most) return number;
	throw new AppError("BAD_USAGE", `--limit is a number from 1 to ${most}, not ${JSON.stringify(text)}.`);
}

/** What may be missing goes to the notes, with --json too. */
export function noteSight({ out }: Context, notes: readonly string[], printable: (text: string) => string): void {
	for (const note of notes) out.note(printable(told(note)));
}
