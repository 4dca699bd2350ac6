import { resolve } from "node:path";
import type { ConnectionCard } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { connectionFromVariables, type OpenInput, type Variables } from "./env.ts";
import { readEnvFile } from "./env-file.ts";
import { failureOf } from "./failure.ts";
import { askSecret } from "./prompt.ts";

/**
 * The connection that the options name, open for this run: --url, or --connection, or --env-file, or the environment. Where the
 * server asks for a password that nobody has given, and somebody is there, they are asked. Throws BAD_USAGE when nothing is named.
 */
export async function connect(context: Context): Promise<ConnectionCard> {
	const card = await openNamed(context);
	if (card.password !== "none" || !context.out.interactive || !(await wantsPassword(context, card))) return card;
	const password = await askSecret(`Password of ${card.user} on ${card.host}: `);
	return context.client.connections.unlock({ id: card.id, password });
}

/** Only the server knows whether it needs one (trust, peer and certificates do not). Other failures are told by the command itself. */
async function wantsPassword({ client }: Context, { id }: ConnectionCard): Promise<boolean> {
	try {
		await client.connections.test({ id });
		return false;
	} catch (caught) {
		return failureOf(caught).code === "PASSWORD_NEEDED";
	}
}

async function openNamed(context: Context): Promise<ConnectionCard> {
	const { client, options } = context;
	if (options.connection !== undefined) return named(context, options.connection);
	const input = inputOf(options.url, options.envFile ? readEnvFile(options.envFile) : undefined);
	if (!input) throw noConnection();
	return client.connections.open(withMigrations(input, options.migrations));
}

function inputOf(url: string | undefined, file: Variables | undefined): OpenInput | undefined {
	if (url === undefined) return (file && connectionFromVariables(file)) ?? connectionFromVariables(process.env);
	const password = process.env.PGPASSWORD;
	return { url, ...(password && !hasPassword(url) ? { password } : {}) };
}

function hasPassword(url: string): boolean {
	return URL.canParse(url) && new URL(url).password !== "";
}

async function named(context: Context, name: string): Promise<ConnectionCard> {
	const { connections } = await context.client.connections.list();
	const card = connections.find((each) => each.name === name) ?? connections.find((each) => each.id === name);
	if (!card) {
		throw new AppError("NOT_FOUND", `There is no saved connection ${name}.`, {
			hint: "`bulkhead connections list` shows them; `bulkhead connections add` saves one.",
		});
	}
	const password = process.env.PGPASSWORD;
	if (context.options.migrations === undefined) {
		return password ? context.client.connections.unlock({ id: card.id, password }) : card;
	}
	const { id: _, origin: __, password: ___, lastUsedAt: ____, ...settings } = card;
	const input = { settings, ...(password ? { password } : {}) };
	return context.client.connections.open(withMigrations(input, context.options.migrations));
}

function withMigrations(input: OpenInput, folder: string | undefined): OpenInput {
	if (folder === undefined) return input;
	return { ...input, settings: { ...input.settings, migrations: resolve(folder) } };
}

function noConnection(): AppError {
	return new AppError("BAD_USAGE", "No connection is given.", {
		hint: "Give --url postgres://…, or --connection NAME, or set DATABASE_URL, DB_HOST … DB_PASSWORD, or PGHOST …",
	});
}
