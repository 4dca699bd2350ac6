import type { ConnectionCard, ConnectionSettings } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { table } from "../output.ts";
import { confirm } from "../prompt.ts";

export async function listConnections({ client, out }: Context): Promise<number> {
	const { connections } = await client.connections.list();
	const saved = connections.filter(({ origin }) => origin === "saved");
	const rows = saved.map((card) => [
		card.name,
		card.environment,
		`${card.user}@${card.host}:${card.port}/${card.database}`,
	]);
	out.answer(
		{ connections: saved },
		rows.length > 0 ? table(out, ["NAME", "ENVIRONMENT", "SERVER"], rows) : ["none is saved"],
	);
	return 0;
}

/** Saves the connection that --url or the environment names under a name. A password is never saved. */
export async function addConnection(
	context: Context,
	name: string,
	options: { environment?: string },
): Promise<number> {
	const { id: _, origin: __, password: ___, lastUsedAt: ____, ...settings } = await connect(context);
	const environment = options.environment as ConnectionSettings["environment"] | undefined;
	const card = await context.client.connections.save({
		settings: { ...settings, name, ...(environment ? { environment } : {}) },
	});
	context.out.answer(card, [`saved ${card.name}`]);
	return 0;
}

/** Connects and tells what is there; exits 3 when it cannot. */
export async function testConnection(context: Context, name: string | undefined): Promise<number> {
	const { id } = await connect(
		name === undefined ? context : { ...context, options: { ...context.options, connection: name } },
	);
	const result = await context.client.connections.test({ id });
	context.out.answer(result, [
		`PostgreSQL ${result.server.version}, database ${result.database}`,
		`role ${result.role.name}${result.role.superuser ? " (superuser: row-level security does not hold for it)" : ""}`,
		`${result.tls ?? "no TLS: the link is in the clear"}, ${result.latencyMs.toFixed(1)} ms a round trip`,
		...(result.readOnly ? ["read-only: it cannot be migrated"] : []),
	]);
	return 0;
}

export async function removeConnection(context: Context, name: string): Promise<number> {
	const card = await saved(context, name);
	await confirm(context, `Remove the saved connection ${card.name}?`);
	const result = await context.client.connections.remove({ id: card.id });
	context.out.answer(result, [`removed ${card.name}`]);
	return 0;
}

async function saved({ client }: Context, name: string): Promise<ConnectionCard> {
	const { connections } = await client.connections.list();
	const card = connections.find((each) => each.origin === "saved" && (each.name === name || each.id === name));
	if (card) return card;
	throw new AppError("NOT_FOUND", `There is no saved connection ${name}.`, {
		hint: "`bulkhead connections list` shows them.",
	});
}
