import { call, ORPCError } from "@orpc/server";
import { expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { procedures } from "./procedures.ts";

type OpenInput = Parameters<Parameters<(typeof procedures)["connections"]["open"]["handler"]>[0]>[0]["input"];

const card = { id: "1", origin: "session", password: "none" } as const;
const opening = (handler: (input: OpenInput) => unknown) =>
	procedures.connections.open.handler(({ input }) => handler(input) as never);

async function refusal(input: unknown, handler: (input: OpenInput) => unknown = () => card) {
	const caught = await call(opening(handler), input as never).then(
		() => undefined,
		(error: unknown) => error,
	);
	if (!(caught instanceof ORPCError)) throw new Error(`no error of the wire: ${caught}`);
	return caught as ORPCError<string, { hint?: string } | undefined>;
}

test("an input that the contract refuses is BAD_INPUT of the error table, with the field named", async () => {
	const error = await refusal({ settings: { port: 70_000 } });
	expect(error).toMatchObject({ code: "BAD_INPUT", status: 400, defined: true });
	expect(error.message).toMatch(/^settings\.port: /);
	expect(error.data?.hint).toContain("field");
});

test("what was sent is not repeated: it may be a secret", async () => {
	const error = await refusal({ password: ["hunter2"], settings: { sslMode: "hunter2" } });
	expect(error.message).toContain("password: ");
	expect(error.message).toContain("settings.sslMode: ");
	expect(JSON.stringify(error)).not.toContain("hunter2");
});

test("of many faults and of a long one only the beginning is told", async () => {
	const keys = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`field-${n}-${"x".repeat(500)}`, 1]));
	expect((await refusal(keys)).message.length).toBeLessThanOrEqual(200);
	const wrong = { name: 1, environment: 1, host: 1, port: "x", database: 1, user: 1, sslMode: 1 };
	expect((await refusal({ settings: wrong })).message).toMatch(/; and 2 more$/);
});

test("an error of a handler keeps its code, its data and the table's status", async () => {
	const error = await refusal({}, () => {
		throw new AppError("PASSWORD_NEEDED", "No password is known.", { hint: "Unlock it." });
	});
	expect(error).toMatchObject({ code: "PASSWORD_NEEDED", status: 401, defined: true, data: { hint: "Unlock it." } });
});

test("an answer that the contract does not allow is INTERNAL, not a half-right answer", async () => {
	const error = await refusal({}, () => ({ id: 7 }));
	expect(error).toMatchObject({ code: "INTERNAL", status: 500, defined: true });
	expect(error.data?.hint).toContain("report");
});
