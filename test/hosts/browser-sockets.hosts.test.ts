/** The page's socket to the browser host: who gets one, what may be said through it, and how it ends. */
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { ask, enter, keyIn, shake, type TestHost, withBrowserHost } from "../helpers/browser-host.ts";

const own = ({ port }: TestHost) => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` });

test("the page's key comes with the page until a socket has shown it, and never again", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const page = () => ask(host.port, "/", { headers: { cookie } });
		expect(keyIn(await page())).toBe(key);
		const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
		expect(keyIn(await page())).toBeUndefined();
		const second = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
		expect(second.protocol).toBe("bulkhead.1");
		for (const each of [socket, second]) each.terminate();
	}));

test("a socket needs our Host, our Origin, the cookie and the page's key, each of them", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const right = { ...own(host), cookie, key };
		const { origin: _none, ...noOrigin } = right;
		const { cookie: _no, ...noCookie } = right;
		const { key: _never, ...noKey } = right;
		expect(await shake(host.port, { ...right, host: `evil.example:${host.port}` })).toBe(403);
		expect(await shake(host.port, { ...right, origin: "http://evil.example" })).toBe(403);
		expect(await shake(host.port, { ...right, origin: "null" })).toBe(403);
		expect(await shake(host.port, { ...right, origin: `http://127.0.0.1:${host.port + 1}` })).toBe(403);
		expect(await shake(host.port, noOrigin)).toBe(403);
		expect(await shake(host.port, { ...right, path: "/" })).toBe(404);
		expect(await shake(host.port, noCookie)).toBe(4401);
		expect(await shake(host.port, { ...right, cookie: `${cookie}x` })).toBe(4401);
		expect(await shake(host.port, noKey)).toBe(4401);
		expect(await shake(host.port, { ...right, key: `${key}x` })).toBe(4401);
		// What was refused used nothing up.
		expect(typeof (await shake(host.port, right))).toBe("object");
	}));

test("what is no message of our page ends its socket, reaches nothing, and leaves the host well", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const call = (path: string, extra: object) => JSON.stringify({ i: "1", p: { u: path, ...extra } });
		const bad: (string | Buffer)[] = [
			...["", "null", "[]", "7", "{", "{}", '{"i":1}', '{"i":"1"}', '{"i":"1","p":null}', '{"i":"1","t":3,"p":{}}'],
			...['{"i":"1","p":{"u":7}}', '{"i":"1","p":{"u":"http://evil.example/"}}', '{"i":"1","t":"x","p":{"u":"/a/b"}}'],
			call("/jobs/list", { h: { "content-type": "multipart/form-data; boundary=x" } }),
			call("/jobs/list", { h: { "content-type": "text/event-stream" } }),
			call("/jobs/list", { m: "GET" }),
			call("/jobs/../list", {}),
			Buffer.from(call("/jobs/list", {})),
			call("/connections/open", { b: { json: { url: "x".repeat(1_100_000) } } }),
		];
		for (const message of bad) {
			const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
			const closed = new Promise((done) => socket.on("close", done));
			socket.send(message);
			expect([String(message).slice(0, 60), await closed]).toEqual([
				String(message).slice(0, 60),
				String(message).length > 1_000_000 ? 1009 : 1008,
			]);
		}
		expect((await ask(host.port, "/", { headers: { cookie } })).status).toBe(200);
		expect(host.logged.join("\n")).not.toContain("evil");
	}));

test("a hostile body in a right message is a typed error and leaves every prototype clean", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
		const bodies = [
			...["null", "7", "[]", '{"json":7,"meta":7}', '{"json":{},"meta":[[1,"__proto__","x"]]}'],
			...['{"json":{"__proto__":{"polluted":1}}}', '{"json":{"settings":{"__proto__":{"polluted":1}}}}'],
			...['{"json":{"constructor":{"prototype":{"polluted":1}}},"meta":[[1,"constructor","prototype","polluted"]]}'],
			`{"json":${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
		];
		let sent = 0;
		for (const path of [
			"/connections/open",
			"/jobs/watch",
			"/__proto__/x",
			"/constructor/prototype",
			"/nothing/here",
		]) {
			for (const body of bodies) {
				sent += 1;
				const id = `n${sent}`;
				const answered = new Promise<string>((done) => socket.once("message", (data) => done(data.toString())));
				socket.send(`{"i":"${id}","p":{"u":"${path}","b":${body}}}`);
				const answer = JSON.parse(await answered);
				expect(answer.i).toBe(id);
				if (answer.p.s !== undefined) expect(answer.p.s).toBeGreaterThanOrEqual(400);
			}
		}
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
		socket.terminate();
	}));

test("no more than thirty-two pages are open at once", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const right = { ...own(host), cookie, key };
		const sockets = await Promise.all(Array.from({ length: 32 }, () => shake(host.port, right)));
		expect(sockets.every((socket) => typeof socket === "object")).toBe(true);
		expect(await shake(host.port, right)).toBe(503);
		(sockets[0] as WebSocket).terminate();
		await new Promise((done) => setTimeout(done, 100));
		expect(typeof (await shake(host.port, right))).toBe("object");
	}));

test("when the host ends, its pages are told and its port is free at once", async () => {
	const { closed, port } = await withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
		return { closed: new Promise((done) => socket.on("close", done)), port: host.port };
	});
	expect(await closed).toBe(1001);
	await withBrowserHost(async (host) => expect(host.port).toBe(port), { port });
});

test("with an idle time it ends by itself once no page is open, and not before", () =>
	withBrowserHost(
		async (host) => {
			const { cookie, key } = await enter(host);
			const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
			const early = await Promise.race([host.host.ended.then(() => "ended"), after(400)]);
			expect(early).toBe("later");
			socket.terminate();
			await host.host.ended;
			await expect(ask(host.port, "/")).rejects.toThrow("ECONNREFUSED");
		},
		{ idleMs: 150 },
	));

const after = (ms: number) => new Promise<string>((done) => setTimeout(() => done("later"), ms));

test("neither the token, the cookie nor the key is ever logged", () =>
	withBrowserHost(async (host) => {
		const { cookie, key } = await enter(host);
		await shake(host.port, { ...own(host), cookie, key: "wrong" });
		const socket = (await shake(host.port, { ...own(host), cookie, key })) as WebSocket;
		socket.send("nonsense");
		await new Promise((done) => socket.on("close", done));
		const logged = host.logged.join("\n");
		expect(logged).not.toBe("");
		for (const secret of [host.token, cookie.split("=")[1] ?? "", key]) expect(logged).not.toContain(secret);
	}));
