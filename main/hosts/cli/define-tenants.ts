import type { Command } from "commander";
import type { GlobalOptions, Run } from "./context.ts";

interface Defining {
	choose(run: Run, options: GlobalOptions): void;
	/** Adds the options that every command takes. */
	global(command: Command): Command;
}

/** `bulkhead tenants …` */
export function defineTenants(program: Command, { choose, global }: Defining): void {
	const tenants = program.command("tenants").description("the customers of a database, and who belongs to them");
	const common = (command: Command) =>
		global(command).option("--tenancy <FILE>", "how tenants are told apart, as JSON (default: detected)");
	const filtered = (command: Command) =>
		common(command)
			.option("--search <TEXT>", "part of a name, a slug or an e-mail address; or an id")
			.option("--status <STATUS>", "only of this status")
			.option("--region <REGION>", "only of this region")
			.option("--plan <PLAN>", "only of this plan")
			.option(
				"--sort <FIELD>",
				"name (default), slug, region, plan, status, email, created or id; -created: newest first",
			);
	filtered(tenants.command("list", { isDefault: true }).description("which there are, page by page"))
		.option("--limit <N>", "at most this many (default: 100)")
		.option("--after <PLACE>", "go on behind the page that said so in `next`")
		.option("--counts", "users and rows of each too, which takes longer")
		.action((options) =>
			choose(async (context) => (await import("./commands/tenants/list.ts")).listTenants(context, options), options),
		);
	common(
		tenants.command("show").argument("<TENANT>").description("one, by id or slug: users, keys, usage, rows, looks"),
	)
		.option("--reason <TEXT>", "why you look; kept in the audit trail")
		.option("--ticket <T>", "of which ticket")
		.action((tenant: string, options) =>
			choose(
				async (context) => (await import("./commands/tenants/show.ts")).showTenant(context, tenant, options),
				options,
			),
		);
	filtered(tenants.command("export").description("the list as a file"))
		.option("--out <FILE>", "FILE.csv for a spreadsheet, or FILE.json")
		.action((options) =>
			choose(
				async (context) => (await import("./commands/tenants/export.ts")).exportTenants(context, options),
				options,
			),
		);
	defineChanges(tenants, { choose, common });
}

function defineChanges(
	tenants: Command,
	{ choose, common }: { choose: Defining["choose"]; common: (command: Command) => Command },
): void {
	const changes = () => import("./commands/tenants/change.ts");
	common(tenants.command("create").description("a new tenant; without --slug one is made of the name"))
		.option("--name <NAME>", "what it is called (required)")
		.option("--slug <SLUG>", "its name in addresses")
		.option("--region <REGION>", "where its data belongs")
		.option("--plan <PLAN>", "what it pays for")
		.option("--status <STATUS>", "default: the schema's")
		.option("--admin-email <EMAIL>", "whom to write to")
		.option("--template <NAME>", "blank, school, medical or law: what its settings begin with")
		.action((options) => choose(async (context) => (await changes()).createTenant(context, options), options));
	common(
		tenants
			.command("link")
			.argument("<TENANT>")
			.argument("<USER>")
			.description("a user, by id or e-mail, belongs to it"),
	)
		.option("--role <ROLE>", "owner, admin, member, viewer … as the schema has them; one who is linked gets it")
		.action((tenant: string, user: string, options) =>
			choose(async (context) => (await changes()).linkUser(context, { tenant, user }, options), options),
		);
	common(
		tenants.command("unlink").argument("<TENANT>").argument("<USER>").description("a user no longer belongs to it"),
	).action((tenant: string, user: string, options) =>
		choose(async (context) => (await changes()).unlinkUser(context, { tenant, user }, options), options),
	);
	common(tenants.command("users").argument("<TENANT>").description("who belongs to it, with their roles")).action(
		(tenant: string, options) =>
			choose(
				async (context) => (await import("./commands/tenants/users.ts")).listUsers(context, tenant, options),
				options,
			),
	);
	common(
		tenants
			.command("set-status")
			.argument("<TENANT>")
			.argument("<STATUS>")
			.description("suspend it, or take it up again"),
	)
		.option("--reason <TEXT>", "why; kept with the tenant and in the audit trail (required)")
		.action((tenant: string, status: string, options) =>
			choose(async (context) => (await changes()).setStatus(context, { tenant, status }, options), options),
		);
}
