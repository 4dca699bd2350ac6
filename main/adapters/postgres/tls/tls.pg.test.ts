/** Each sslmode against each kind of certificate: psql says what is right. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorityIn, type Certificate, chainOf, lockKey, selfSigned } from "../../../../test/helpers/certificates.ts";
import { paramsOf, port, testServer } from "../../../../test/helpers/postgres.ts";
import { libpqVariables, missingPsql, runProgram } from "../../../../test/helpers/psql.ts";
import { PASSWORD, type TlsServer, tlsServer } from "../../../../test/helpers/tls-server.ts";
import type { SslMode } from "../../../contract/index.ts";
import type { AppError } from "../../../core/errors.ts";
import type { ConnectParams, LinkFacts } from "../../../core/ports.ts";

const modes: SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

let held: TlsServer;
let home: string;
let missing: string | undefined;
beforeAll(async () => {
	[held, missing] = await Promise.all([tlsServer(), missingPsql()]);
	home = mkdtempSync(join(tmpdir(), "bulkhead-home-"));
});
afterAll(async () => {
	await held?.stop();
	rmSync(home, { recursive: true, force: true });
});

const connect = (params: ConnectParams): Promise<LinkFacts> =>
	port.withSession(params, {}, async (session) => {
		const [row] = await session.query<{ ssl: string }>(
			"SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
		);
		expect(session.link.tls !== undefined).toBe(row?.ssl === "true");
		return session.link;
	});

const failing = async (params: ConnectParams): Promise<AppError> => {
	try {
		await connect(params);
	} catch (caught) {
		return caught as AppError;
	}
	throw new Error("it did not fail");
};

type Verdict = "tls" | "plain" | "refused";

async function ours(params: ConnectParams): Promise<Verdict> {
	try {
		return (await connect(params)).tls === undefined ? "plain" : "tls";
	} catch (caught) {
		expect(caught).toMatchObject({ code: "CONNECT_FAILED" });
		return "refused";
	}
}

/** What libpq comes to with the same settings, and with no files in a home of its own. */
async function psqls(params: ConnectParams): Promise<Verdict> {
	const { sslMode, sslRootCert, sslCrl, sslCert, sslKey } = params;
	const env = {
		...libpqVariables(params),
		HOME: home,
		PGSSLMODE: sslMode,
		PGCONNECT_TIMEOUT: "10",
		PGGSSENCMODE: "disable",
		...(sslRootCert ? { PGSSLROOTCERT: sslRootCert } : {}),
		...(sslCrl ? { PGSSLCRL: sslCrl } : {}),
		...(sslCert ? { PGSSLCERT: sslCert } : {}),
		...(sslKey ? { PGSSLKEY: sslKey } : {}),
	};
	const sql = "SELECT CASE WHEN ssl THEN 'tls' ELSE 'plain' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
	const { code, stdout } = await runProgram("psql", ["-XAtqc", sql], { env });
	return code === 0 ? (stdout.trim() as Verdict) : "refused";
}

interface Case {
	shows: (held: TlsServer) => { certificate: Certificate; chain?: string; crl?: string; root?: string };
	change?: Partial<ConnectParams>;
	/** Modes that must refuse. */
	refused: SslMode[];
	/** No authority is named, where psql would have none at all: only the first four modes compare. */
	noRoot?: true;
}

const verified: SslMode[] = ["require", "verify-ca", "verify-full"];

const issue = (alternatives: string, more: { from?: number; to?: number; name?: string } = {}) => ({
	shows: ({ authority }: TlsServer) => ({ certificate: authority.issue({ name: "server", ...more, alternatives }) }),
});

const cases: Record<string, Case> = {
	"a certificate of its own authority, for the name": { ...issue("DNS:localhost"), refused: [] },
	"the same, with the address": { ...issue("IP:127.0.0.1"), change: { host: "127.0.0.1" }, refused: [] },
	"a certificate for the address alone, reached by name": { ...issue("IP:127.0.0.1"), refused: ["verify-full"] },
	"a certificate for the name alone, reached by address": {
		...issue("DNS:localhost"),
		change: { host: "127.0.0.1" },
		refused: ["verify-full"],
	},
	"a certificate for another host": { ...issue("DNS:db.example.test"), refused: ["verify-full"] },
	"a certificate for a host whose name only begins like ours": {
		...issue("DNS:localhost.example.test"),
		refused: ["verify-full"],
	},
	"a wildcard that stands for a part of the name": { ...issue("DNS:local*"), refused: ["verify-full"] },
	"the common name, where there is no other": {
		shows: ({ authority }) => ({ certificate: authority.issue({ name: "localhost" }) }),
		refused: [],
	},
	"the common name, where another name stands beside it": {
		...issue("DNS:db.example.test", { name: "localhost" }),
		refused: ["verify-full"],
	},
	"an expired certificate": { ...issue("DNS:localhost", { from: -20, to: -2 }), refused: verified },
	"a certificate that is not valid yet": { ...issue("DNS:localhost", { from: 2, to: 20 }), refused: verified },
	"a certificate that nobody has signed": {
		shows: ({ folder }) => ({ certificate: selfSigned(folder, "nobody", "DNS:localhost") }),
		refused: verified,
	},
	"a certificate of another authority": {
		shows: ({ folder }) => ({
			certificate: authorityIn(folder, "stranger").issue({ name: "server", alternatives: "DNS:localhost" }),
		}),
		refused: verified,
	},
	"a certificate of an authority below, with its chain": {
		shows: ({ authority, folder }) => {
			const below = authority.authority("below");
			const certificate = below.issue({ name: "server", alternatives: "DNS:localhost" });
			return { certificate, chain: chainOf(folder, "chain", certificate.certificate, below.certificate) };
		},
		refused: [],
	},
	"a certificate of an authority below, without its chain": {
		shows: ({ authority }) => ({
			certificate: authority.authority("unseen").issue({ name: "server", alternatives: "DNS:localhost" }),
		}),
		refused: verified,
	},
	"a revoked certificate, with the list": {
		shows: ({ authority }) => {
			const certificate = authority.issue({ name: "server", alternatives: "DNS:localhost" });
			return { certificate, crl: authority.revoke(certificate) };
		},
		refused: verified,
	},
	"a certificate that is not on the list": {
		shows: ({ authority }) => ({
			certificate: authority.issue({ name: "server", alternatives: "DNS:localhost" }),
			crl: authority.revoke(),
		}),
		refused: [],
	},
	"a role that is let in with TLS alone": {
		...issue("DNS:localhost"),
		change: { user: "only_tls", password: PASSWORD },
		refused: ["disable"],
	},
	"a role that is let in without TLS alone": {
		...issue("DNS:localhost"),
		change: { user: "only_plain", password: PASSWORD },
		refused: verified,
	},
	"any certificate, where no authority is named": {
		shows: ({ folder }) => ({ certificate: selfSigned(folder, "any", "DNS:elsewhere") }),
		refused: ["verify-ca", "verify-full"],
		noRoot: true,
	},
};

describe("each sslmode means what it means in libpq", () => {
	test.each(Object.entries(cases))("%s", async (_name, { shows, change, refused, noRoot }) => {
		const { certificate, chain, crl } = shows(held);
		await held.show(certificate, chain);
		for (const sslMode of modes) {
			const params = held.params({
				...change,
				sslMode,
				...(noRoot ? {} : { sslRootCert: held.authority.certificate }),
				...(crl === undefined ? {} : { sslCrl: crl }),
			});
			const verdict = await ours(params);
			expect({ sslMode, refused: verdict === "refused" }).toEqual({ sslMode, refused: refused.includes(sslMode) });
			if (missing === undefined) expect({ sslMode, verdict }).toEqual({ sslMode, verdict: await psqls(params) });
		}
	});

	test("a server without TLS", async () => {
		for (const sslMode of modes) {
			const params = { ...paramsOf(await testServer(), "postgres"), sslMode, sslRootCert: held.authority.certificate };
			const verdict = await ours(params);
			expect({ sslMode, verdict }).toEqual({ sslMode, verdict: verified.includes(sslMode) ? "refused" : "plain" });
			if (missing === undefined) expect(verdict).toBe(await psqls(params));
		}
	});
});

describe("a client certificate", () => {
	const mine = (name: string) => held.authority.issue({ name });
	const asks = (change: Partial<ConnectParams>) =>
		held.params({ sslMode: "verify-full", sslRootCert: held.authority.certificate, ...change });
	beforeAll(async () => {
		await held.show(held.authority.issue({ name: "server", alternatives: "DNS:localhost" }));
	});

	test("logs in by itself where pg_hba.conf says so, and nobody is asked for a password", async () => {
		const { certificate, key } = mine("by_certificate");
		const { password: _, ...params } = asks({ user: "by_certificate", sslCert: certificate, sslKey: key });
		expect(await connect(params)).toMatchObject({ authentication: "none", peer: { verified: "host" } });
		if (missing === undefined) expect(await psqls(params)).toBe("tls");
	});

	test("of somebody else is refused, and so is none", async () => {
		const { certificate, key } = mine("somebody_else");
		const params = asks({ user: "by_certificate" });
		expect(await failing({ ...params, sslCert: certificate, sslKey: key })).toMatchObject({
			data: { data: { reason: "authentication" } },
		});
		expect(await failing(params)).toMatchObject({ code: "CONNECT_FAILED" });
	});

	test("of an authority that the server does not trust ends in TLS, and the words say whose certificate it is about", async () => {
		const { certificate, key } = authorityIn(held.folder, "unknown").issue({ name: "by_certificate" });
		const error = await failing(asks({ user: "by_certificate", sslCert: certificate, sslKey: key }));
		expect(error).toMatchObject({ code: "CONNECT_FAILED", data: { data: { reason: "tls-failed" } } });
		expect(error.data.hint).toContain("sslcert");
	});

	test("with a locked key asks for the key's password, and takes it", async () => {
		const { certificate, key } = mine("with_certificate");
		const sslKey = lockKey(key, "opens it");
		const params = asks({ user: "with_certificate", password: PASSWORD, sslCert: certificate, sslKey });
		expect(await failing(params)).toMatchObject({
			code: "PASSWORD_NEEDED",
			data: { data: { secret: "sslKeyPassword" } },
		});
		expect(await connect({ ...params, sslKeyPassword: "opens it" })).toMatchObject({
			authentication: "scram-sha-256-plus",
		});
		const wrong = await failing({ ...params, sslKeyPassword: "does not" });
		expect(wrong).toMatchObject({ code: "PASSWORD_NEEDED", data: { data: { secret: "sslKeyPassword" } } });
		expect(JSON.stringify(wrong)).not.toContain("does not");
	});

	test("with a key that others can read is refused, as libpq refuses it", async () => {
		const { certificate, key } = mine("by_certificate");
		const { chmodSync } = await import("node:fs");
		chmodSync(key, 0o644);
		const params = asks({ user: "by_certificate", sslCert: certificate, sslKey: key });
		expect(await failing(params)).toMatchObject({ code: "BAD_INPUT" });
		if (missing === undefined) expect(await psqls(params)).toBe("refused");
	});
});

test("the system's authorities are trusted for a name only, never for whoever has a certificate of theirs", async () => {
	const system = { sslRootCert: "system" } as const;
	expect(await failing(held.params({ ...system, sslMode: "verify-ca" }))).toMatchObject({ code: "BAD_INPUT" });
	expect(await failing(held.params({ ...system, sslMode: "verify-full" }))).toMatchObject({
		data: { data: { reason: "tls-failed" } },
	});
});

test("TLS from the first byte is spoken where it is asked for, and never by a mode that may fall back", async () => {
	await held.show(held.authority.issue({ name: "server", alternatives: "DNS:localhost" }));
	const params = held.params({ sslNegotiation: "direct", sslRootCert: held.authority.certificate });
	expect(await connect({ ...params, sslMode: "verify-full" })).toMatchObject({ tls: "TLSv1.3" });
	expect(await failing({ ...params, sslMode: "prefer" })).toMatchObject({ code: "BAD_INPUT" });
});

test("the peer is told: subject, issuer, fingerprint, validity, and how far it was verified", async () => {
	const certificate = held.authority.issue({ name: "server", alternatives: "DNS:localhost", to: 12 });
	await held.show(certificate);
	const { stdout } = await runProgram("openssl", [
		...["x509", "-in", certificate.certificate, "-noout", "-fingerprint", "-sha256"],
	]);
	const { peer } = await connect(held.params({ sslMode: "verify-full", sslRootCert: held.authority.certificate }));
	expect(peer).toMatchObject({ subject: "CN=server", issuer: "CN=authority", verified: "host" });
	expect(stdout).toContain(peer?.fingerprint);
	expect(Math.round(((peer?.validTo.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(12);
	expect((await connect(held.params({ sslMode: "require" }))).peer?.verified).toBe("no");
});
