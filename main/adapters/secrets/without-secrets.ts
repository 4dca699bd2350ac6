/** Variables that hold secrets, or name a file that does. */
const SECRET = /^(PG(PASSWORD|PASSFILE|SERVICEFILE|SSLPASSWORD)|DB_PASSWORD|DATABASE_URL|BULKHEAD_.*)$/i;

/** The environment for a program that needs none of ours. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}
