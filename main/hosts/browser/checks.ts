/** Where a request comes from and where it thinks it goes, looked at before anything else. */
import type { IncomingMessage } from "node:http";

/** The host that the request names, when it is ours, to the letter: another one is a page that had a name point here. */
export function ownHost(request: IncomingMessage, port: number): string | undefined {
	const named = request.rawHeaders.filter((_, at) => at % 2 === 0).filter((name) => name.toLowerCase() === "host");
	const { host } = request.headers;
	if (named.length !== 1 || host === undefined) return undefined;
	return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host) ? host : undefined;
}

/**
 * True when no other site is behind the request. Browsers send Origin with every socket and every write, and Sec-Fetch-Site
 * with every request; what neither names is a person's own address bar, or no browser at all. A link on another site may lead
 * to the page, but nothing of it may be embedded.
 */
export function isOwnOrigin(request: IncomingMessage, host: string): boolean {
	const { origin } = request.headers;
	if (origin !== undefined && origin !== `http://${host}`) return false;
	const site = request.headers["sec-fetch-site"];
	if (site === undefined || site === "same-origin" || site === "none") return true;
	return request.headers["sec-fetch-mode"] === "navigate" && request.headers["sec-fetch-dest"] === "document";
}
