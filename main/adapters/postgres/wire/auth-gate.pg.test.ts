/** What a password is told to, and on what proof: against a real server, and against somebody in front of one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { selfSigned } from "../../../../test/helpers/certificates.ts";
import { message } from "../../../../test/helpers/hostile/messages.ts";
import { port } from "../../../../test/helpers/postgres.ts";
import { withInBetween } from "../../../../test/helpers/tls-in-between.ts";
import { PASSWORD, type TlsServer, tlsServer } from "../../../../test/helpers/tls-server.ts";
import type { AppError } from "../../../core/errors.ts";
import type { ConnectParams } from "../../../core/ports.ts";

let held: TlsServer;
beforeAll(async () => {
	held = await tlsServer();
});
afterAll(() => held?.stop());

const methodOf = (change: Partial<ConnectParams>): Promise<string> =>
	port.withSession(held.params({ sslMode: "require", ...change }), {}, async (session) => session.link.authentication);

const failing = async (change: Partial<ConnectParams>): Promise<AppError> => {
	try {
		await methodOf(change);
	} catch (caught) {
		return caught as AppError;
	}
	throw new Error("it did not fail");
};

const refused = { code: "CONNECT_FAILED", data: { data: { reason: "authentication" } } };

test("a login is bound to the certificate wherever there is TLS, and it is told how the login was done", async () => {
	expect(await methodOf({})).toBe("scram-sha-256-plus");
	expect(await methodOf({ channelBinding: "require" })).toBe("scram-sha-256-plus");
	expect(await methodOf({ channelBinding: "disable" })).toBe("scram-sha-256");
	expect(await methodOf({ sslMode: "disable" })).toBe("scram-sha-256");
	expect(await methodOf({ user: "by_md5", password: PASSWORD })).toBe("md5");
	expect(await methodOf({ user: "in_clear", password: PASSWORD })).toBe("password");
	expect(await methodOf({ user: "by_trust" })).toBe("none");
});

test("where channel binding is required, everything else is refused: no TLS, MD5, the clear, and being let in unasked", async () => {
	const must = { channelBinding: "require" } as const;
	expect(await failing({ ...must, sslMode: "disable" })).toMatchObject(refused);
	for (const user of ["by_md5", "in_clear", "by_trust"]) {
		expect(await failing({ ...must, user, password: PASSWORD })).toMatchObject(refused);
	}
});

test("an MD5 password is refused where production says so", async () => {
	const error = await failing({ user: "by_md5", password: PASSWORD, refuseMd5: true });
	expect(error).toMatchObject(refused);
	expect(error.message).toContain("MD5");
});

test("somebody in between who passes everything on is found out by channel binding", async () => {
	const own = selfSigned(held.folder, "between", "DNS:localhost");
	await withInBetween(held.server.port, own, {
		change: (piece) => piece,
		async use(between) {
			expect(await failing({ port: between.port })).toMatchObject(refused);
			expect(between.heard()).toContain("SCRAM-SHA-256-PLUS");
			// Without it he reads along, which is why it is on by default.
			expect(await methodOf({ port: between.port, channelBinding: "disable" })).toBe("scram-sha-256");
		},
	});
});

test("somebody in between who leaves channel binding out is found out by the server, and never gets that far where it is required", async () => {
	const own = selfSigned(held.folder, "stripper", "DNS:localhost");
	const less = message("R", 10, "SCRAM-SHA-256\0\0");
	await withInBetween(held.server.port, own, {
		change: (piece) => (piece.includes("SCRAM-SHA-256-PLUS") ? less : piece),
		async use(between) {
			expect(await failing({ port: between.port })).toMatchObject({ code: "CONNECT_FAILED" });
			// The client says that it could bind; the server, which can as well, goes no further.
			expect(between.heard()).toContain("y,,n=*");
			expect(between.heard()).not.toContain("p=");
			const before = between.heard().length;
			expect(await failing({ port: between.port, channelBinding: "require" })).toMatchObject(refused);
			expect(between.heard().slice(before)).not.toContain("n=*");
		},
	});
});

test("somebody in between who asks for the password itself gets it from nobody who requires channel binding", async () => {
	const own = selfSigned(held.folder, "asker", "DNS:localhost");
	await withInBetween(held.server.port, own, {
		change: (piece) => (piece.includes("SCRAM-SHA-256-PLUS") ? message("R", 3) : piece),
		async use(between) {
			expect(await failing({ port: between.port, channelBinding: "require" })).toMatchObject(refused);
			expect(between.heard()).not.toContain(held.server.password);
		},
	});
});
