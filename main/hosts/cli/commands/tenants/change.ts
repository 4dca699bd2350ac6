import type { TenantTemplate } from "../../../../contract/index.ts";
import { AppError } from "../../../../core/errors.ts";
import type { Context } from "../../context.ts";
import { printable } from "../../output.ts";
import { say } from "../../words/say.ts";
import { type TenancyOptions, target } from "./options.ts";
import { rowLines } from "./row-lines.ts";

export interface CreateOptions extends TenancyOptions {
	name?: string;
	slug?: string;
	region?: string;
	plan?: string;
	status?: string;
	adminEmail?: string;
	template?: string;
}

export async function createTenant(context: Context, options: CreateOptions): Promise<number> {
	const { tenancy: _, name, template, slug, region, plan, status, adminEmail } = options;
	if (name === undefined) throw new AppError("BAD_USAGE", "Say what the tenant is called: --name NAME.");
	const given = Object.entries({ slug, region, plan, status, adminEmail }).filter(([, value]) => value !== undefined);
	const about = await target(context, options);
	const made = await context.client.tenants.create({
		...about,
		name,
		...Object.fromEntries(given),
		// Checked by the contract, by name.
		...(template === undefined ? {} : { template: template as TenantTemplate["id"] }),
	});
	context.out.answer(made, [...rowLines(context.out, made)]);
	return 0;
}

export async function linkUser(
	context: Context,
	{ tenant, user }: { tenant: string; user: string },
	options: TenancyOptions & { role?: string },
): Promise<number> {
	const about = await target(context, options);
	const { role } = options;
	const linked = await context.client.tenants.link({ ...about, tenant, user, ...(role === undefined ? {} : { role }) });
	const before = linked.before ? say(" (was {role})", { role: linked.before.role ?? say("without a role") }) : "";
	context.out.answer(linked, [
		printable(
			say("{email} is linked to {tenantId} as {role}{before}", {
				email: linked.email ?? linked.userId,
				tenantId: linked.tenantId,
				role: linked.role ?? say("user"),
				before,
			}),
		),
	]);
	return 0;
}

export async function unlinkUser(
	context: Context,
	{ tenant, user }: { tenant: string; user: string },
	options: TenancyOptions,
): Promise<number> {
	const about = await target(context, options);
	const gone = await context.client.tenants.unlink({ ...about, tenant, user });
	context.out.answer(gone, [
		printable(
			say("{email} is no longer linked to {tenantId}", { email: gone.email ?? gone.userId, tenantId: gone.tenantId }),
		),
	]);
	return 0;
}

export async function setStatus(
	context: Context,
	{ tenant, status }: { tenant: string; status: string },
	options: TenancyOptions & { reason?: string },
): Promise<number> {
	const { reason } = options;
	if (reason === undefined || reason.trim() === "")
		throw new AppError("BAD_USAGE", "Say why: --reason TEXT.", {
			hint: "It is kept with the tenant and in the audit trail.",
		});
	const about = await target(context, options);
	const row = await context.client.tenants.setStatus({ ...about, tenant, status, reason });
	context.out.answer(row, rowLines(context.out, row));
	return 0;
}
