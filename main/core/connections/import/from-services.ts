/** libpq's service file: [name] and key=value lines. Pure. */
import type { SslMode } from "../../../contract/index.ts";
import type { Draft } from "./draft.ts";

export function fromServices(text: string): { drafts: Draft[]; notes: string[] } {
	const services = readSections(text);
	const unknown = new Set(
		[...services.values()].flatMap((values) => [...values.keys()]).filter((key) => !known.has(key)),
	);
	const drafts = [...services].map(([name, values]) => fromService(name, values));
	const notes = unknown.size > 0 ? [`Left out of the services: ${[...unknown].sort().join(", ")}.`] : [];
	return { drafts, notes };
}

const known = new Set([
	"host",
	"hostaddr",
	"port",
	"dbname",
	"user",
	"password",
	"application_name",
	"connect_timeout",
]);
/** Keywords of libpq by the setting that they are. */
const files = {
	sslmode: "sslMode",
	sslrootcert: "sslRootCert",
	sslcert: "sslCert",
	sslkey: "sslKey",
	sslcrl: "sslCrl",
} as const;
for (const keyword of [...Object.keys(files), "sslpassword"]) known.add(keyword);

function readSections(text: string): Map<string, Map<string, string>> {
	const sections = new Map<string, Map<string, string>>();
	let current: Map<string, string> | undefined;
	for (const line of text.split(/\r?\n/)) {
		const [, name] = /^\s*\[(.+)\]\s*$/.exec(line) ?? [];
		const [, key, value = ""] = /^\s*([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (name !== undefined) {
			current = sections.get(name) ?? new Map();
			sections.set(name, current);
		} else if (key !== undefined) current?.set(key, value);
	}
	return sections;
}

function fromService(name: string, values: ReadonlyMap<string, string>): Draft {
	const [host, ...others] = (values.get("host") ?? values.get("hostaddr") ?? "localhost").split(",");
	const [port, ...ports] = (values.get("port") ?? "").split(",");
	const portAt = (at: number): number | undefined => Number(ports[at] ?? port) || undefined;
	const given = Object.entries(files).map(([keyword, setting]) => [setting, values.get(keyword)] as const);
	const sslKeyPassword = values.get("sslpassword");
	return {
		from: name,
		settings: {
			...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
			sslMode: values.get("sslmode") as SslMode | undefined,
			name,
			host: host || "localhost",
			port: Number(port) || undefined,
			database: values.get("dbname"),
			user: values.get("user"),
			...(others.length > 0
				? { otherHosts: others.map((other, at) => ({ host: other, ...(portAt(at) ? { port: portAt(at) } : {}) })) }
				: {}),
		},
		password: values.get("password"),
		...(sslKeyPassword === undefined ? {} : { secrets: { sslKeyPassword } }),
	};
}
