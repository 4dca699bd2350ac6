import type { Variables } from "./env.ts";

/** Secrets, or where one is: for this process, and for none that it starts. */
const SECRET =
	/^(PGPASSWORD|PGSSLPASSWORD|DB_PASSWORD|DATABASE_URL|BULKHEAD_(MASTER_PASSWORD|PASSPHRASE)_(FILE|FD)|BULKHEAD_(SSH|SSH_KEY|SSL_KEY)_PASSWORD)$/;

/** The environment as it was given; what is secret in it is taken out of what children inherit. */
export function takeEnvironment(env: NodeJS.ProcessEnv = process.env): Variables {
	const given = { ...env };
	for (const name of Object.keys(env)) if (SECRET.test(name)) delete env[name];
	return given;
}
