import type { TenantCount, TenantRow, TenantsPage } from "../../../../contract/index.ts";
import type { Context } from "../../context.ts";
import { printable, table } from "../../output.ts";
import { day, heads, say } from "../../words/say.ts";
import { type FilterOptions, filterOf, limitOf, noteSight, target } from "./options.ts";

export interface ListOptions extends FilterOptions {
	limit?: string;
	after?: string;
	/** Users and rows too. */
	counts?: boolean;
}

const MOST = 100_000;
/** Tenants of one call, and of one call for counts. */
const PAGE = 1_000;
const COUNTED = 100;
const DEFAULT = 100;

export async function listTenants(context: Context, options: ListOptions): Promise<number> {
	const limit = limitOf(options.limit, MOST) ?? DEFAULT;
	const filter = filterOf(options);
	const about = await target(context, options);
	const tenants: TenantRow[] = [];
	let page: TenantsPage | undefined;
	let after = options.after;
	do {
		const input = { ...about, ...filter, limit: Math.min(PAGE, limit - tenants.length) };
		page = await context.client.tenants.list({ ...input, ...(after === undefined ? {} : { after }) });
		tenants.push(...page.tenants);
		after = page.next;
	} while (after !== undefined && tenants.length < limit);
	const counts = options.counts ? await countAll(context, about, tenants) : new Map<string, TenantCount>();
	const told = tenants.map((tenant) => ({ ...tenant, ...figures(counts.get(tenant.id)) }));
	noteSight(context, page.notes, printable);
	const more = after === undefined ? [] : [say("there are more: --after {after}", { after })];
	const lines =
		told.length > 0
			? table(
					context.out,
					head(options),
					told.map((each) => row(each, options)),
				)
			: [say("there is no such tenant")];
	const { role, notes } = page;
	context.out.answer(
		{ tenants: told, ...(after === undefined ? {} : { next: after }), ...(role === undefined ? {} : { role }), notes },
		[...lines, ...more],
	);
	return 0;
}

type Told = TenantRow & { users?: number; rows?: number; moreRows?: boolean };

async function countAll(
	{ client }: Context,
	about: Awaited<ReturnType<typeof target>>,
	tenants: readonly TenantRow[],
): Promise<Map<string, TenantCount>> {
	const counted = new Map<string, TenantCount>();
	for (let at = 0; at < tenants.length; at += COUNTED) {
		const ids = tenants.slice(at, at + COUNTED).map(({ id }) => id);
		for (const each of (await client.tenants.counts({ ...about, ids })).counts) counted.set(each.id, each);
	}
	return counted;
}

function figures(count: TenantCount | undefined): Pick<Told, "users" | "rows" | "moreRows"> {
	if (!count) return {};
	const { users, rows, more } = count;
	return {
		...(users === undefined ? {} : { users }),
		...(rows === undefined ? {} : { rows, ...(more ? { moreRows: true } : {}) }),
	};
}

const head = ({ counts }: ListOptions): string[] => [
	...heads("ID", "NAME", "SLUG", "REGION", "PLAN", "STATUS", "E-MAIL", "SINCE"),
	...(counts ? [say("USERS"), say("ROWS")] : []),
];

function row(
	{ id, name, slug, region, plan, status, adminEmail, createdAt, users, rows, moreRows }: Told,
	{ counts }: ListOptions,
): string[] {
	const since = day(createdAt);
	return [
		...[id, name ?? "", slug ?? "", region ?? "", plan ?? "", status ?? "", adminEmail ?? "", since],
		...(counts ? [users?.toString() ?? "", rows === undefined ? "" : `${rows}${moreRows ? "+" : ""}`] : []),
	];
}
