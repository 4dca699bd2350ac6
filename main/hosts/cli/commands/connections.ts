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
import { day, decimals, heads, type Message, say, told, word } from "../words/say.ts";
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
		word(card.environment) + (card.guard.guarded ? say(" (guarded)") : ""),
		`${card.user}@${card.host}:${card.port}/${card.database}`,
		word(card.password),
		[card.group, ...(card.tags ?? []).map((tag) => `#${tag}`)].filter(Boolean).join(" "),
	]);
	const head = heads("NAME", "ENVIRONMENT", "SERVER", "PASSWORD", "GROUP");
	out.answer({ connections: saved }, rows.length > 0 ? table(out, head, rows) : [say("none is saved")]);
	return 0;
}

/** Saves the connection that --url or the environment names under a name. Its password is kept only where its mode says so. */
export async function addConnection(context: Context, name: string, options: ConnectionOptions): Promise<number> {
	const opened = await connect(context);
	const settings = withOptions({ ...connectionSettings.parse(opened), name: name.trim() }, options);
	if (settings.passwordMode === "vault") await openVault(context);
	const keeps = settings.passwordMode === "vault" || settings.passwordMode === "os";
	const card = await context.client.connections.save({ settings, ...(keeps ? { passwordFrom: opened.id } : {}) });
	context.out.answer(card, [say("saved {name}", { name: card.name })]);
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
	context.out.answer(card, [say("changed {name}", { name: card.name })]);
	return 0;
}

/** From PGPASSWORD, or typed. */
async function passwordFor({ env, out }: Context, name: string, asked: boolean): Promise<string | undefined> {
	if (!asked) return undefined;
	if (env.PGPASSWORD) return env.PGPASSWORD;
	if (out.interactive) return askSecret(say("Password of {name}: ", { name }));
	throw new AppError("PASSWORD_NEEDED", "Nobody is at a terminal to type the password.", {
		hint: "Give it in PGPASSWORD.",
	});
}

const logins = {
	none: "no password",
	password: "password, itself sent",
	md5: "MD5",
	"scram-sha-256": "SCRAM",
	"scram-sha-256-plus": "SCRAM, bound to the certificate",
} as const satisfies Record<Authentication, Message>;

function describePeer({ subject, issuer, fingerprint, validTo, verified }: PeerFacts): string {
	const how = {
		no: say("not verified"),
		authority: say("authority verified, name not compared"),
		host: say("verified for this host"),
	};
	const until = day(validTo);
	return say("certificate of {subject}, by {issuer}, until {until}, {how}; SHA-256 {fingerprint}", {
		subject,
		issuer,
		until,
		how: how[verified],
		fingerprint,
	});
}

/** Connects and tells what is there; exits 3 when it cannot. */
export async function testConnection(context: Context, name: string | undefined): Promise<number> {
	const { id } = await connect(
		name === undefined ? context : { ...context, options: { ...context.options, connection: name } },
	);
	const result = await context.client.connections.test({ id });
	context.out.answer(result, [
		say("PostgreSQL {version}, database {database}", {
			version: String(result.server.version),
			database: result.database,
		}),
		say("role {name}{more}", {
			name: result.role.name,
			more: result.role.superuser ? say(" (superuser: row-level security does not hold for it)") : "",
		}),
		say("{tls}, {latencyMs} ms a round trip", {
			tls: result.tls ?? say("no TLS: the link is in the clear"),
			latencyMs: decimals(result.latencyMs, 1),
		}),
		...(result.peer ? [describePeer(result.peer)] : []),
		say("login by {how}", { how: say(logins[result.authentication]) }),
		...(result.tunnel ? [say("through {tunnel}", { tunnel: result.tunnel.join(say(", then ")) })] : []),
		...result.warnings.map((warning) => say("warning: {warning}", { warning: told(warning) })),
		...(result.readOnly ? [say("read-only: it cannot be migrated")] : []),
	]);
	return 0;
}

export async function removeConnection(context: Context, name: string): Promise<number> {
	const card = await context.client.connections.find({ name });
	await confirm(context, say("Remove the saved connection {name}?", { name: card.name }));
	const result = await context.client.connections.remove({ id: card.id });
	context.out.answer(result, [say("removed {name}", { name: card.name })]);
	return 0;
}
