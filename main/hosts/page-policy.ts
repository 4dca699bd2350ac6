/** What the page of the app may do, the same from every host. */
import { randomBytes } from "node:crypto";

/** Vite writes this where a nonce belongs (renderer/vite.config.ts). */
const PLACEHOLDER = "__BULKHEAD_NONCE__";

/** Our own files and nothing else: no inline script, no eval, no frame, no form, and one address to talk to, if any. */
export function pagePolicy(nonce: string, talksTo: "'none'" | `ws://${string}`): string {
	return [
		"default-src 'none'",
		"script-src 'self'",
		`style-src 'self' 'nonce-${nonce}'`,
		"font-src 'self'",
		"img-src 'self'",
		`connect-src ${talksTo}`,
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}

/** Fresh for each time that the page is served. */
export const newNonce = (): string => randomBytes(18).toString("base64");

/** index.html with this nonce; `head` is put at the end of its head. */
export function stampPage(html: string, nonce: string, head = ""): string {
	return html.replaceAll(PLACEHOLDER, nonce).replace("</head>", `${head}</head>`);
}

/** Headers of every answer, page or file. */
export const answerHeaders = {
	"X-Content-Type-Options": "nosniff",
	"Referrer-Policy": "no-referrer",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;
