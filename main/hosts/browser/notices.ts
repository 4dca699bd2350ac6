/** What a person reads who is not let in: plain pages without script that say what to do next. */
import type { ServerResponse } from "node:http";
import { answerHeaders, newNonce } from "../page-policy.ts";

export interface Notice {
	status: number;
	title: string;
	/** Sentences; no markup. */
	lines: string[];
	/** Where the page goes on to by itself. */
	next?: "/";
}

export const notLetIn: Notice = {
	status: 401,
	title: "This page is not open to this browser",
	lines: [
		"Bulkhead lets in the browser that opened the address it printed; that address works once.",
		"Where Bulkhead was ended and started again, open the address that it printed last.",
		"Otherwise end it with Ctrl-C, run `bulkhead serve` again, and open the address it prints.",
	],
};

export const wrongHost = (port: number): Notice => ({
	status: 403,
	title: "Bulkhead does not answer to this address",
	lines: [
		`It answers to 127.0.0.1:${port} and localhost:${port} only.`,
		`From another machine, use the same port at both ends: ssh -L ${port}:127.0.0.1:${port} USER@HOST`,
	],
});

export const wrongOrigin: Notice = {
	status: 403,
	title: "Another site asked for this",
	lines: ["Bulkhead answers to its own page only. Open the address that `bulkhead serve` prints by hand."],
};

export const wrongMethod: Notice = {
	status: 405,
	title: "This is not something a page can ask for",
	lines: ["Bulkhead's pages are only read."],
};

export const tooMany: Notice = {
	status: 429,
	title: "Too many wrong addresses at once",
	lines: ["Wait some seconds, then open the address that `bulkhead serve` printed."],
};

export const nothingHere: Notice = {
	status: 404,
	title: "There is nothing here",
	lines: ["Open the start of the app instead: its address without anything after the port."],
};

export const failed: Notice = {
	status: 500,
	title: "Bulkhead could not read its own page",
	lines: ["Run `npm run build` in Bulkhead's folder (or install it again), then reload this page."],
};

/** For a link that came from another site: the cookie of a strict site is sent only when our own page leads on. */
export const goOn: Notice = { status: 200, title: "Opening Bulkhead …", lines: [], next: "/" };

export function sendNotice(response: ServerResponse, notice: Notice): void {
	const nonce = newNonce();
	response.writeHead(notice.status, {
		...answerHeaders,
		"Content-Type": "text/html; charset=utf-8",
		"Cache-Control": "no-store",
		"Content-Security-Policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
		...(notice.status === 405 ? { Allow: "GET, HEAD" } : {}),
		// Whatever body came with a request that is not let in is not waited for.
		...(notice.status >= 400 ? { Connection: "close" } : {}),
	});
	response.end(html(notice, nonce));
}

function html({ title, lines, next }: Notice, nonce: string): string {
	const refresh = next === undefined ? "" : `<meta http-equiv="refresh" content="0;url=${next}">`;
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bulkhead: ${escapeHtml(title)}</title>${refresh}
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style nonce="${nonce}">body{font:15px/1.6 system-ui,sans-serif;max-width:42rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:1.3rem}</style>
</head><body><main><h1>${escapeHtml(title)}</h1>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</main></body></html>`;
}

function escapeHtml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
