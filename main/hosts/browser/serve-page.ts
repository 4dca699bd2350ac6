import type { IncomingMessage, ServerResponse } from "node:http";
import { answerHeaders, newNonce, pagePolicy, stampPage } from "../page-policy.ts";
import type { RendererFiles } from "../renderer-files.ts";
import type { Access } from "./access.ts";
import type { Brake } from "./brake.ts";
import { isOwnOrigin, ownHost } from "./checks.ts";
import {
	failed,
	goOn,
	type Notice,
	nothingHere,
	notLetIn,
	sendNotice,
	tooMany,
	wrongHost,
	wrongMethod,
	wrongOrigin,
} from "./notices.ts";

export interface Site {
	port: number;
	access: Access;
	brake: Brake;
	files: RendererFiles;
}

/** Answers one request: Host, then Origin, then method, then who is asking, and only then what for. */
export async function servePage(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
	try {
		const refusal = await answer(site, request, response);
		if (refusal) sendNotice(response, refusal);
	} catch {
		if (response.headersSent) response.destroy();
		else sendNotice(response, failed);
	}
}

/** The notice to send instead, where there is one. */
async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<Notice | undefined> {
	const host = ownHost(request, site.port);
	if (host === undefined) return wrongHost(site.port);
	if (!isOwnOrigin(request, host)) return wrongOrigin;
	if (request.method !== "GET" && request.method !== "HEAD") return wrongMethod;
	const { path, token } = parseTarget(request.url ?? "");
	const letIn = site.access.hasCookie(request.headers.cookie);
	if (path === "/" && token !== undefined && !letIn) return tradeToken(site, token, request, response);
	if (!letIn) return notLetIn;
	if (path === "/" && token !== undefined) return void redirect(response);
	if (path === "/") return sendPage(site, host, response);
	if (path === LEFT_OUT) return notLetIn;
	return sendFile(site, path, response);
}

/** Where a page goes whose key is not the right one. */
const LEFT_OUT = "/left-out";

/** The path as it was sent (never decoded: our files have plain names) and the token of its query. */
function parseTarget(target: string): { path: string; token?: string } {
	const [path = "", query = ""] = target.split("?", 2);
	const token = new URLSearchParams(query).get("token");
	return token === null ? { path } : { path, token };
}

async function tradeToken(
	{ access, brake }: Site,
	token: string,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<Notice | undefined> {
	const cookie = request.method === "GET" ? access.trade(token) : undefined;
	if (cookie === undefined) return (await brake.hold()) ? notLetIn : tooMany;
	response.setHeader("Set-Cookie", cookie);
	const site = request.headers["sec-fetch-site"];
	if (site !== undefined && site !== "none") return goOn;
	return void redirect(response);
}

/** To the address without the token, so that it stays in no history and no bookmark. */
function redirect(response: ServerResponse): void {
	response.writeHead(303, { ...answerHeaders, "Cache-Control": "no-store", Location: "/" }).end();
}

async function sendPage({ access, files }: Site, host: string, response: ServerResponse): Promise<undefined> {
	const nonce = newNonce();
	const key = access.keyForPage();
	const head = key === undefined ? "" : `<meta name="bulkhead-key" content="${key}">`;
	const page = stampPage(await files.page(), nonce, head);
	response.writeHead(200, {
		...answerHeaders,
		"Content-Type": "text/html; charset=utf-8",
		"Cache-Control": "no-store",
		"Content-Security-Policy": pagePolicy(nonce, `ws://${host}`),
	});
	response.end(page);
}

async function sendFile({ files }: Site, path: string, response: ServerResponse): Promise<Notice | undefined> {
	const file = await files.read(path);
	if (!file) return nothingHere;
	response.writeHead(200, {
		...answerHeaders,
		"Content-Type": file.type,
		"Cache-Control": file.lasting ? "private, max-age=31536000, immutable" : "no-store",
	});
	response.end(file.body);
	return undefined;
}
