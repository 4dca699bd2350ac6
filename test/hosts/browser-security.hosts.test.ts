import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { ask, enter, say, type TestHost, withBrowserHost } from "../helpers/browser-host.ts";

const own = ({ port }: TestHost) => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` });

test("the token of the address works once, becomes a strict cookie, and is gone from the address", () =>
	withBrowserHost(async (host) => {
		const traded = await ask(host.port, `/?token=${host.token}`);
		expect(traded).toMatchObject({ status: 303, headers: { location: "/", "cache-control": "no-store" } });
		const [cookie = ""] = traded.headers["set-cookie"] ?? [];
		expect(cookie).toMatch(new RegExp(`^bulkhead-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
		expect(JSON.stringify(traded)).not.toContain(host.token);

		const page = await ask(host.port, "/", { headers: { cookie } });
		expect(page.status).toBe(200);
		expect(page.body).not.toContain(host.token);
		const again = await ask(host.port, `/?token=${host.token}`);
		expect(again.status).toBe(401);
		expect(again.headers["set-cookie"]).toBeUndefined();
	}));

test("who has the cookie and opens the printed address again is led to the page", () =>
	withBrowserHost(async (host) => {
		const { cookie } = await enter(host);
		const again = await ask(host.port, `/?token=${host.token}`, { headers: { cookie } });
		expect(again).toMatchObject({ status: 303, headers: { location: "/" } });
	}));

test("a printed address that was clicked on another site still opens, although that site's request carries no strict cookie", () =>
	withBrowserHost(async (host) => {
		const site = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
		const traded = await ask(host.port, `/?token=${host.token}`, { headers: site });
		expect(traded.status).toBe(200);
		expect(traded.headers["set-cookie"]).toHaveLength(1);
		expect(traded.body).toContain('<meta http-equiv="refresh" content="0;url=/">');
	}));

test("a look at the headers alone does not use the token up", () =>
	withBrowserHost(async (host) => {
		expect((await ask(host.port, `/?token=${host.token}`, { method: "HEAD" })).status).toBe(401);
		expect((await enter(host)).page.status).toBe(200);
	}));

test("without a token or with a wrong one, every address answers 401 and a plain page that says what to do", () =>
	withBrowserHost(async (host) => {
		const asset = /src="\.\/(assets\/[^"]+\.js)"/.exec((await enter(host)).page.body)?.[1];
		expect(asset).toBeDefined();
		const paths = ["/", `/${asset}`, "/left-out", "/pipe", "/index.html", "/?token=", `/?token=${"x".repeat(43)}`];
		for (const path of paths) {
			const { status, body, headers } = await ask(host.port, path);
			expect([path, status]).toEqual([path, 401]);
			expect(body).toContain("run `bulkhead serve` again");
			expect(body).not.toContain("<script");
			expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'nonce-[^']+';/);
			expect(headers["set-cookie"]).toBeUndefined();
		}
	}));

test("a cookie of an earlier run, or of another name, lets nobody in", () =>
	withBrowserHost(async (host) => {
		const { cookie } = await enter(host);
		const wrong = [
			cookie.slice(0, -1),
			`${cookie}x`,
			cookie.replace(/=.*/, "="),
			cookie.replace(/^[^=]+/, "bulkhead-1"),
		];
		for (const each of wrong) expect((await ask(host.port, "/", { headers: { cookie: each } })).status).toBe(401);
	}));

test("wrong tokens are held up longer and longer, and no more than eight at once", () =>
	withBrowserHost(async (host) => {
		const wrong = () => ask(host.port, `/?token=${"y".repeat(43)}`);
		const timed = async () => {
			const started = performance.now();
			await wrong();
			return performance.now() - started;
		};
		const [first, second] = [await timed(), await timed()];
		expect(first).toBeGreaterThanOrEqual(240);
		expect(second).toBeGreaterThanOrEqual(490);
		const statuses = (await Promise.all(Array.from({ length: 12 }, wrong))).map(({ status }) => status);
		expect(statuses.filter((status) => status === 429)).toHaveLength(4);
		expect((await enter(host)).page.status).toBe(200);
	}));

test("Host is looked at before anything else, and only three names pass, to the letter", () =>
	withBrowserHost(async (host) => {
		const { port } = host;
		const { cookie } = await enter(host);
		for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
			expect((await ask(port, "/", { headers: { host: name, cookie } })).status).toBe(200);
		}
		const wrong = [
			...["evil.example", `evil.example:${port}`, "127.0.0.1", "localhost", `127.0.0.1:${port + 1}`],
			...[`LOCALHOST:${port}`, `localhost.:${port}`, `127.1:${port}`, `2130706433:${port}`, `0.0.0.0:${port}`],
			...[
				`[::ffff:127.0.0.1]:${port}`,
				`127.0.0.1:0${port}`,
				`user@127.0.0.1:${port}`,
				`127.0.0.1.evil.example:${port}`,
			],
		];
		for (const name of wrong) {
			const { status, body } = await ask(port, `/?token=${host.token}`, { headers: { host: name, cookie } });
			expect([name, status]).toEqual([name, 403]);
			expect(body).toContain(`ssh -L ${port}:127.0.0.1:${port}`);
		}
		for (const head of [
			`GET / HTTP/1.0\r\n`,
			`GET / HTTP/1.1\r\nHost:\r\n`,
			`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\n`,
			`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: 127.0.0.1:${port}\r\n`,
		]) {
			expect(await say(port, `${head}Cookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03] /);
		}
		const absolute = `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`;
		expect(await say(port, `${absolute}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
	}));

test("another site's Origin is refused, and so is whatever another site embeds", () =>
	withBrowserHost(async (host) => {
		const { cookie } = await enter(host);
		const { port } = host;
		const origins = ["http://evil.example", "null", `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`];
		for (const origin of [...origins, `http://localhost:${port}`]) {
			expect((await ask(port, "/", { headers: { origin, cookie } })).status).toBe(403);
		}
		expect((await ask(port, "/", { headers: { ...own(host), cookie } })).status).toBe(200);
		for (const site of ["cross-site", "same-site"]) {
			const embedded = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script", cookie };
			expect((await ask(port, "/", { headers: embedded })).status).toBe(403);
			const framed = { "sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", cookie };
			expect((await ask(port, "/", { headers: framed })).status).toBe(403);
		}
	}));

test("only GET and HEAD are answered, and a preflight is granted nothing", () =>
	withBrowserHost(async (host) => {
		const { cookie } = await enter(host);
		for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
			const headers = {
				cookie,
				"access-control-request-method": "POST",
				"access-control-request-private-network": "true",
			};
			const answer = await ask(host.port, "/", { method, headers });
			expect(answer).toMatchObject({ status: 405, headers: { allow: "GET, HEAD", connection: "close" } });
			expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
		}
		expect((await ask(host.port, "/", { method: "HEAD", headers: { cookie } })).body).toBe("");
	}));

test("the page's policy is exact: our own files, one socket, no inline, no eval, no frame", () =>
	withBrowserHost(async (host) => {
		const { page } = await enter(host);
		const nonce = /nonce="([^"]+)"/.exec(page.body)?.[1];
		expect(page.headers["content-security-policy"]).toBe(
			`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self'; ` +
				`connect-src ws://127.0.0.1:${host.port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		);
		expect(page.headers).toMatchObject({
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
			"referrer-policy": "no-referrer",
			"cross-origin-opener-policy": "same-origin",
			"cross-origin-resource-policy": "same-origin",
		});
		expect(page.body).not.toContain("__BULKHEAD_NONCE__");
	}));

test("the nonce is another one for each load of the page", () =>
	withBrowserHost(async (host) => {
		const { cookie, page } = await enter(host);
		const second = await ask(host.port, "/", { headers: { cookie } });
		const nonceOf = (body: string) => /nonce="([^"]+)"/.exec(body)?.[1];
		expect(nonceOf(second.body)).not.toBe(nonceOf(page.body));
	}));

test("files have exact types and never leave the built renderer", () =>
	withBrowserHost(async (host) => {
		const { cookie, page } = await enter(host);
		const asset = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? "";
		const script = await ask(host.port, asset, { headers: { cookie } });
		expect(script.headers).toMatchObject({
			"content-type": "text/javascript; charset=utf-8",
			"x-content-type-options": "nosniff",
			"cross-origin-resource-policy": "same-origin",
		});
		const climbing = [
			...["/../package.json", "/assets/../../package.json", "/%2e%2e/package.json", "/..%2fpackage.json"],
			...[
				"/assets/..\\..\\package.json",
				"/%5c..%5cpackage.json",
				"//etc/passwd",
				"/etc/passwd",
				"/assets",
				"/assets/",
			],
			...["/%00", `${asset}%00`, `/.${asset}`, "/index.html", "/constructor", "/__proto__", "/assets/nothing.js"],
		];
		for (const path of climbing) {
			expect([path, (await ask(host.port, path, { headers: { cookie } })).status]).toEqual([path, 404]);
		}
	}));

test("it listens on 127.0.0.1 alone", () =>
	withBrowserHost(async ({ port }) => {
		const others = Object.values(networkInterfaces())
			.flatMap((addresses) => addresses ?? [])
			.filter(({ address, scopeid }) => address !== "127.0.0.1" && !scopeid)
			.map(({ address }) => address);
		for (const address of [...others, "127.0.0.2"]) {
			const outcome = await new Promise((done) => {
				const socket = connect({ host: address, port, timeout: 1_000 });
				for (const event of ["connect", "error", "timeout"]) socket.on(event, () => done(event));
			});
			expect([address, outcome]).not.toEqual([address, "connect"]);
		}
	}));

test("a body that nobody asked for and headers without end are cut off", () =>
	withBrowserHost(async (host) => {
		const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nContent-Length: 1000000000\r\n\r\n`;
		expect(await say(host.port, head + "x".repeat(100_000))).toMatch(/^HTTP\/1\.1 405 /);
		const large = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX: ${"x".repeat(40_000)}\r\n\r\n`;
		expect(await say(host.port, large)).toMatch(/^(HTTP\/1\.1 431 |$)/);
	}));

test("a port that is in use is PORT_IN_USE with the way out", () =>
	withBrowserHost(async ({ port }) => {
		await expect(withBrowserHost(async () => {}, { port })).rejects.toMatchObject({
			code: "PORT_IN_USE",
			message: expect.stringContaining(String(port)),
			data: { hint: expect.stringContaining("--port") },
		});
	}));
