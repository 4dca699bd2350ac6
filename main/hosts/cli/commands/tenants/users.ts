import type { Context } from "../../context.ts";
import { type TenancyOptions, target } from "./options.ts";
import { userLines } from "./row-lines.ts";

export async function listUsers(context: Context, tenant: string, options: TenancyOptions): Promise<number> {
	const about = await target(context, options);
	const told = await context.client.tenants.users({ ...about, tenant });
	context.out.answer(told, userLines(context.out, told.users));
	return 0;
}
