import { duplexPair } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
	columns,
	complete,
	header,
	int16,
	message,
	ok,
	parameter,
	ready,
	row,
} from "../../../../test/helpers/hostile/messages.ts";
import { GuardedStream } from "./guarded-stream.ts";

const policy = { tls: false, local: true, channelBinding: "prefer", refuseMd5: false } as const;
const login = [ok, parameter("server_version", "18.4"), ready];
const answer = [columns("a", "b"), row("1", null), row("", "é"), complete("SELECT 2"), ready];

const loggedIn = Buffer.concat(login);
const turn = () => new Promise((done) => setImmediate(done));

/** What passes of these pieces behind a login and a question, and how it ends; rows of a COPY go into `rows`, where that is given. */
async function passed(pieces: Buffer[], rows?: Buffer[]): Promise<{ bytes: Buffer; error?: Error }> {
	const [inner, server] = duplexPair();
	const stream = new GuardedStream(inner, policy);
	server.resume();
	if (rows) stream.copySink = (bytes, start, end) => rows.push(Buffer.from(bytes.subarray(start, end))) > 0;
	const taken: Buffer[] = [];
	stream.on("data", (chunk: Buffer) => taken.push(chunk));
	const closed = new Promise<Error | undefined>((done) => {
		let error: Error | undefined;
		stream.on("error", (caught: Error) => {
			error = caught;
		});
		stream.on("close", () => done(error));
	});
	for (const byte of loggedIn) server.write(Buffer.from([byte]));
	while (taken.reduce((sum, { length }) => sum + length, 0) < loggedIn.length) await turn();
	stream.write(Buffer.from("a question"));
	await turn();
	for (const piece of pieces) {
		if (!inner.destroyed) server.write(piece);
		await turn();
	}
	if (!inner.destroyed) server.end();
	const error = await closed;
	return { bytes: Buffer.concat(taken).subarray(loggedIn.length), ...(error ? { error } : {}) };
}

function cut(bytes: Buffer, places: number[]): Buffer[] {
	const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
	return [...ends, bytes.length].map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end));
}

test("what is sound passes byte by byte as it came, wherever the network cuts it", async () => {
	const whole = Buffer.concat([...answer, ...answer]);
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat()), async (places) => {
			expect(await passed(cut(whole, places))).toEqual({ bytes: whole });
		}),
		{ numRuns: 100 },
	);
});

test("whatever is changed in a byte, it ends or passes: nothing throws, nothing hangs", async () => {
	const whole = Buffer.concat(answer);
	await fc.assert(
		fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (place, byte) => {
			const changed = Buffer.from(whole);
			changed[place] = byte;
			const { bytes } = await passed([changed]);
			expect(changed.subarray(0, bytes.length).equals(bytes)).toBe(true);
		}),
		{ numRuns: 500 },
	);
});

test("what was sound before a fault still passes: it may say why the server ends it", async () => {
	const before = columns("a");
	const { bytes, error } = await passed([Buffer.concat([before, message("D", int16(9))])]);
	expect(bytes.equals(before)).toBe(true);
	expect(error?.message).toContain("a row that ends too early");
});

const opening = message("H", Buffer.from([0]), int16(0));
const closing = [message("c"), complete("COPY 1"), ready];

test("the rows of a COPY go to its sink without their headers, all else to the driver, wherever the network cuts", async () => {
	const lines = ["1\tone\n", "", "2\té\n", `3\t${"x".repeat(70_000)}\n`, "4\n"];
	const copied = lines.map((line) => message("d", Buffer.from(line)));
	const whole = Buffer.concat([
		opening,
		...copied.slice(0, 3),
		parameter("TimeZone", "UTC"),
		...copied.slice(3),
		...closing,
	]);
	const others = Buffer.concat([opening, parameter("TimeZone", "UTC"), ...closing]);
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
			const rows: Buffer[] = [];
			expect(await passed(cut(whole, places), rows)).toEqual({ bytes: others });
			expect(Buffer.concat(rows).toString()).toBe(lines.join(""));
		}),
		{ numRuns: 100 },
	);
});

test("a row of a COPY may be of any length where it has a sink, and is held nowhere", async () => {
	const rows: Buffer[] = [];
	const long = Buffer.alloc(300_000, "x");
	const whole = Buffer.concat([opening, header("d", 4 + long.length), long, ...closing]);
	await passed(cut(whole, [opening.length + 3, opening.length + 70_000]), rows);
	expect(Buffer.concat(rows).equals(long)).toBe(true);
	expect(rows.length).toBeGreaterThan(1);
	const tooLong = await passed([Buffer.concat([opening, header("d", 900_000_000)])]);
	expect(tooLong.error?.message).toContain("MB");
});

test("a sink that has enough stops the reading until it reads on", async () => {
	const [inner, server] = duplexPair();
	const stream = new GuardedStream(inner, policy);
	stream.resume();
	server.resume();
	server.write(loggedIn);
	await turn();
	stream.write(Buffer.from("a question"));
	let came = 0;
	stream.copySink = (_bytes, start, end) => {
		came += end - start;
		return false;
	};
	server.write(opening);
	for (let at = 0; at < 20; at += 1) {
		server.write(message("d", Buffer.alloc(50_000)));
		await turn();
	}
	const before = came;
	expect(before).toBeLessThan(500_000);
	for (let at = 0; at < 60; at += 1) {
		stream.readOn();
		await turn();
	}
	expect(came).toBe(1_000_000);
});

test("an error of whoever reads ends the link, and not the process", async () => {
	const [inner, server] = duplexPair();
	const stream = new GuardedStream(inner, policy);
	const ended = new Promise<Error>((done) => stream.on("error", done));
	stream.on("data", () => {
		throw new TypeError("a bug of the reader");
	});
	server.write(loggedIn);
	expect((await ended).message).toBe("a bug of the reader");
	expect(inner.destroyed).toBe(true);
});
