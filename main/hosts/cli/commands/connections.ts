import {
	type Authentication,
	type ConnectionCard,
	connectionSettings,
	type PeerFacts,
} from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import { allConnections } from "../all-connections.ts";
import { connect } from "../connect.ts";
import type { Context } from "../context.ts";
import { openVault } from "../open-vault.ts";
import { table } from "../output.ts";
import { askSecret, confirm } from "../prompt.ts";
import { type ConnectionOptions, withOptions } from "./connection-options.ts";

export async function listConnections({ client, out }: Context, { search = "" }: { search?: string }): Promise<number> {
	const connections = await allConnections(client);
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	const fits = (card: ConnectionCard): boolean => {
		const text = [card.name, card.host, card.database, card.user, card.environment, card.group, ...(card.tags ?? [])];
		return words.every((word) => text.join(" ").toLowerCase().includes(word));
	};
	const saved = connections.filter((card) => card.origin === "saved" && fits(card));
	const rows = saved.map((card) => [
		card.name,
		card.environment + (card.guard.guarded ? " (guarded)" : ""),
		`${card.user}@${card.host}:${card.port}/${card.database}`,
		card.password,
		[card.group, ...(card.tags ?? []).map((tag) => `#${tag}`)].filter(Boolean).join(" "),
	]);
	const head = ["NAME", "ENVIRONMENT", "SERVER", "PASSWORD", "GROUP"];
	out.answer({ connections: saved }, rows.length > 0 ? table(out, head, rows) : ["none is saved"]);
	return 0;
}

/** Saves the connection that --url or the environment names under a name. Its password is kept only where its mode says so. */
export async function addConnection(context: Context, name: string, options: ConnectionOptions): Promise<number> {
	const opened = await connect(context);
	const settings = withOptions({ ...connectionSettings.parse(opened), name: name.trim() }, options);
	if (settings.passwordMode === "vault") await openVault(context);
	const keeps = settings.passwordMode === "vault" || settings.passwordMode === "os";
	const card = await context.client.connections.save({ settings, ...(keeps ? { passwordFrom: opened.id } : {}) });
	context.out.answer(card, [`saved ${card.name}`]);
	return 0;
}

/** Changes a saved connection; with --ask-password also the password that its mode keeps. */
export async function setConnection(
	context: Context,
	name: string,
	{ askPassword, ...options }: ConnectionOptions & { askPassword?: boolean },
): Promise<number> {
	const before = await context.client.connections.find({ name });
	const settings = withOptions(connectionSettings.parse(before), options);
	const password = await passwordFor(context, settings.name, askPassword === true);
	if (settings.passwordMode === "vault" && password !== undefined) await openVault(context);
	const card = await context.client.connections.save({
		id: before.id,
		settings,
		...(password === undefined ? {} : { password }),
	});
	context.out.answer(card, [`changed ${card.name}`]);
	return 0;
}

/** From PGPASSWORD, or typed. */
async function passwordFor({ env, out }: Context, name: string, asked: boolean): Promise<string | undefined> {
	if (!asked) return undefined;
	if (env.PGPASSWORD) return env.PGPASSWORD;
	if (out.interactive) return askSecret(`Password of ${name}: `);
	throw new AppError("PASSWORD_NEEDED", "Nobody is at a terminal to type the password.", {
		hint: "Give it in PGPASSWORD.",
	});
}

const logins: Record<Authentication, string> = {
	none: "no password",
	password: "password, itself sent",
	md5: "MD5",
	"scram-sha-256": "SCRAM",
	"scram-sha-256-plus": "SCRAM, bound to the certificate",
};

function describePeer({ subject, issuer, fingerprint, validTo, verified }: PeerFacts): string {
	const how = {
		no: "not verified",
		authority: "authority verified, name not compared",
		host: "verified for this host",
	};
	const until = validTo.toISOString().slice(0, 10);
	return `certificate of ${subject}, by ${issuer}, until ${until}, ${how[verified]}; SHA-256 ${fingerprint}`;
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
		...(result.peer ? [describePeer(result.peer)] : []),
		`login by ${logins[result.authentication]}`,
		...(result.tunnel ? [`through ${result.tunnel.join(", then ")}`] : []),
		...result.warnings.map((warning) => `warning: ${warning}`),
		...(result.readOnly ? ["read-only: it cannot be migrated"] : []),
	]);
	return 0;
}

export async function removeConnection(context: Context, name: string): Promise<number> {
	const card = await context.client.connections.find({ name });
	await confirm(context, `Remove the saved connection ${card.name}?`);
	const result = await context.client.connections.remove({ id: card.id });
	context.out.answer(result, [`removed ${card.name}`]);
	return 0;
}
