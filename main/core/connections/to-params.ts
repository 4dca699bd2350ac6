import type { ConnectionSecrets, ConnectionSettings } from "../../contract/index.ts";
import type { ConnectParams } from "../ports.ts";

/** Settings that go to the PostgreSQL port as they are. */
const as = [
	"sslRootCert",
	"sslCrl",
	"sslCert",
	"sslKey",
	"sslNegotiation",
	"channelBinding",
] as const satisfies (keyof ConnectParams & keyof ConnectionSettings)[];

/** A connection's settings and what opens its keys, as the PostgreSQL port takes them; without the password. */
export function toParams(settings: ConnectionSettings, secrets: ConnectionSecrets = {}): ConnectParams {
	const { host, port, database, user, sslMode, environment, allowMd5, ssh } = settings;
	const { sslKeyPassword, sshPassword, sshKeyPassword } = secrets;
	const given = Object.fromEntries(as.map((name) => [name, settings[name]]).filter(([, value]) => value !== undefined));
	return {
		...{ host, port, database, user, sslMode },
		...given,
		refuseMd5: environment === "production" && allowMd5 !== true,
		...(sslKeyPassword === undefined ? {} : { sslKeyPassword }),
		...(ssh === undefined
			? {}
			: {
					ssh: {
						...ssh,
						...(sshPassword === undefined ? {} : { password: sshPassword }),
						...(sshKeyPassword === undefined ? {} : { keyPassword: sshKeyPassword }),
					},
				}),
	};
}
