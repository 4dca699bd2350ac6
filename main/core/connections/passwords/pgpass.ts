/** libpq's password file: host:port:database:user:password, `*` for any, `\` before a colon or a backslash. Pure. */

export interface PgpassEntry {
	host: string;
	port: string;
	database: string;
	user: string;
	password: string;
}

export interface Target {
	host: string;
	port: number;
	database: string;
	user: string;
}

/** Its entries in order; a line without five fields is passed over, as libpq does. */
export function parsePgpass(text: string): PgpassEntry[] {
	return text.split(/\r?\n/).flatMap((line) => {
		if (line.startsWith("#") || line.trim() === "") return [];
		const [host, port, database, user, password] = fieldsOf(line);
		if (password === undefined) return [];
		return [{ host: host ?? "", port: port ?? "", database: database ?? "", user: user ?? "", password }];
	});
}

/** At unescaped colons; what follows a backslash stands for itself. The password is the rest of the line. */
function fieldsOf(line: string): string[] {
	const fields: string[] = [];
	let field = "";
	for (let at = 0; at < line.length; at++) {
		if (line[at] === ":" && fields.length < 4) {
			fields.push(field);
			field = "";
			continue;
		}
		if (line[at] === "\\" && at + 1 < line.length) at++;
		field += line[at];
	}
	return [...fields, field];
}

/** Looks up passwords; the first entry that fits counts. A socket's folder is looked up as `localhost`, as libpq does. */
export function pgpassLookup(entries: readonly PgpassEntry[]): (target: Target) => string | undefined {
	const exact = new Map<string, number>();
	const wild: number[] = [];
	for (const [at, { host, port, database, user }] of entries.entries()) {
		const key = keyOf(host, port, database, user);
		if ([host, port, database, user].includes("*")) wild.push(at);
		else if (!exact.has(key)) exact.set(key, at);
	}
	return ({ host, port, database, user }) => {
		const name = host.startsWith("/") ? "localhost" : host;
		const plain = exact.get(keyOf(name, String(port), database, user));
		const fits = (asked: string, has: string) => asked === "*" || asked === has;
		const any = wild.find((at) => {
			const entry = entries[at];
			return (
				entry &&
				fits(entry.host, name) &&
				fits(entry.port, String(port)) &&
				fits(entry.database, database) &&
				fits(entry.user, user)
			);
		});
		const first = Math.min(plain ?? Number.POSITIVE_INFINITY, any ?? Number.POSITIVE_INFINITY);
		return entries[first]?.password;
	};
}

const keyOf = (...parts: string[]): string => JSON.stringify(parts);
