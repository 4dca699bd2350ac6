import { AppError } from "../../errors.ts";
import type { JobContext } from "../../jobs.ts";
import type { MigrationDeps } from "../../migrations/deps.ts";
import type { ConnectParams, Session, ThrowawayServer } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type Access, copyAccess } from "./copy-access.ts";
import { copyRoles, firstRoleOf, type Roles } from "./copy-roles.ts";
import { copySettings } from "./copy-settings.ts";
import { nameOf, newId } from "./name.ts";
import type { Place, TargetDatabase } from "./place.ts";

/** Databases that every server has. */
const TAKEN = new Set(["postgres", "template0", "template1"]);

/** Order of code points, Unicode's letters: the same wherever it runs. */
const LOCALE = "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'";

export interface OnEmbedded {
	deps: MigrationDeps;
	job: JobContext;
	target: TargetDatabase;
	/** The role that the migrations run as. */
	user: string;
	roles: Roles;
	access: Access;
}

/** A server of its own, which nothing outlives: what it changes of roles, databases and settings is nobody's. */
export async function onEmbedded<T>(work: OnEmbedded, use: (place: Place) => Promise<T>): Promise<T> {
	const { throwaway, postgres } = work.deps.ports;
	const { job, target } = work;
	const onStep = (text: string): void => job.report({ kind: "step", text });
	const unavailable = throwaway.unavailable();
	if (unavailable !== undefined) throw new AppError("REFUSED", unavailable, { data: { state: "Nothing was run." } });
	const server = await throwaway.start({ onStep, signal: job.signal });
	try {
		const owner = await nameFirstRole(work, server);
		const asOwner = <R>(use: (session: Session) => Promise<R>): Promise<R> =>
			postgres.withSession(owner, { signal: job.signal }, use);
		const user = work.user === owner.user ? owner.user : work.user;
		const login = { user, password: user === owner.user ? (owner.password ?? "") : crypto.randomUUID() };
		await asOwner((admin) => copyRoles(admin, work.roles, login));
		const database = TAKEN.has(target.name) ? nameOf(newId()) : target.name;
		const within = { ...owner, database };
		const make = async (): Promise<string[]> => {
			const refused = await asOwner(async (admin) => {
				await admin.execute(
					`CREATE DATABASE ${quoteIdent(database)} TEMPLATE template0 OWNER ${quoteIdent(target.owner)} ${LOCALE}`,
				);
				return copySettings(admin, database, target.settings);
			});
			await postgres.withSession(within, { signal: job.signal }, (session) =>
				copyAccess(session, work.access, database),
			);
			return refused;
		};
		const remake = async (): Promise<void> => {
			await asOwner((admin) => admin.execute(`DROP DATABASE ${quoteIdent(database)} WITH (FORCE)`));
			await make();
		};
		const notes = await make();
		return await use({ server: "embedded", params: { ...within, ...login }, owner: within, notes, remake });
	} finally {
		await server.destroy();
	}
}

/** The role that initdb made gets the name that the target's has. Nobody can rename the one that it is: another one does. */
async function nameFirstRole(
	{ deps: { ports }, roles }: OnEmbedded,
	{ host, port, user, password }: ThrowawayServer,
): Promise<ConnectParams> {
	const base = { host, port, database: "postgres", sslMode: "disable", applicationName: "bulkhead scratch" } as const;
	const name = firstRoleOf(roles);
	if (name === user) return { ...base, user, password };
	const helper = { ...base, user: `bulkhead_${newId()}`, password: crypto.randomUUID() };
	await ports.postgres.withSession({ ...base, user, password }, {}, (session) =>
		session.execute(`CREATE ROLE ${helper.user} SUPERUSER LOGIN PASSWORD '${helper.password}'`),
	);
	await ports.postgres.withSession(helper, {}, (session) =>
		session.execute(`ALTER ROLE ${quoteIdent(user)} RENAME TO ${quoteIdent(name)}`),
	);
	const owner = { ...base, user: name, password };
	await ports.postgres.withSession(owner, {}, (session) => session.execute(`DROP ROLE ${helper.user}`));
	return owner;
}
