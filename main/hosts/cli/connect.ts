import { resolve } from "node:path";
import type { ConnectionCard, Environment } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { connectionFromVariables, type OpenInput, type Variables } from "./env.ts";
import { readEnvFile } from "./env-file.ts";
import { openGates } from "./open-gates.ts";
import { openVaultFor } from "./open-vault.ts";
import { secretsOf, sshOf } from "./ssh-options.ts";

/**
 * The connection that the options name, open for this run: --url, or --connection, or --env-file, or the environment. Where the
 * server asks for a password that nobody has given, and somebody is there, they are asked. Throws BAD_USAGE when nothing is named.
 */
export async function connect(context: Context): Promise<ConnectionCard> {
	const card = await openNamed(context);
	if (context.options.unlock && card.guard.locked) await context.client.connections.unlockWrites({ id: card.id });
	const known = !["none", "needed", "ask"].includes(card.password);
	const straight = known && card.ssh === undefined && card.sslKey === undefined;
	// Only the server knows whether it needs one: trust, peer and certificates do not.
	if (context.out.interactive && !straight) await openGates(context, card);
	return card;
}

async function openNamed(context: Context): Promise<ConnectionCard> {
	const { client, options } = context;
	if (options.connection !== undefined) return named(context, options.connection);
	const input = inputOf(context, options.envFile ? readEnvFile(options.envFile) : undefined);
	if (!input) throw noConnection();
	return client.connections.open(withOptions(input, context));
}

function inputOf({ options: { url }, env }: Context, file: Variables | undefined): OpenInput | undefined {
	if (url === undefined) return (file && connectionFromVariables(file)) ?? connectionFromVariables(env);
	const password = env.PGPASSWORD;
	return { url, ...(password && !hasPassword(url) ? { password } : {}) };
}

function hasPassword(url: string): boolean {
	return URL.canParse(url) && new URL(url).password !== "";
}

async function named(context: Context, name: string): Promise<ConnectionCard> {
	const card = await context.client.connections.find({ name });
	await openVaultFor(context, card);
	const { PGPASSWORD: password } = context.env;
	const { migrations } = context.options;
	const secrets = secretsOf(context.env);
	const given = { ...(password ? { password } : {}), ...(secrets ? { secrets } : {}) };
	const ssh = sshOf(context.options);
	if (migrations === undefined && ssh === undefined) {
		if (!password && !secrets) return card;
		return context.client.connections.unlock({ id: card.id, keep: false, ...given });
	}
	return context.client.connections.open({
		from: card.id,
		settings: {
			...(migrations === undefined ? {} : { migrations: resolve(migrations) }),
			...(ssh === undefined ? {} : { ssh }),
		},
		...given,
	});
}

function withOptions(input: OpenInput, { options, env }: Context): OpenInput {
	const { migrations, environment } = options;
	const ssh = sshOf(options);
	const secrets = secretsOf(env);
	return {
		...input,
		...(secrets === undefined ? {} : { secrets }),
		settings: {
			...input.settings,
			...(ssh === undefined ? {} : { ssh }),
			...(migrations === undefined ? {} : { migrations: resolve(migrations) }),
			// Checked by the contract, by name.
			...(environment === undefined ? {} : { environment: environment as Environment }),
		},
	};
}

function noConnection(): AppError {
	return new AppError("BAD_USAGE", "No connection is given.", {
		hint: "Give --url postgres://…, or --connection NAME, or set DATABASE_URL, DB_HOST … DB_PASSWORD, or PGHOST …",
	});
}
