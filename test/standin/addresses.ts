/**
 * Chromium serves no scheme of ours from outside, so the double maps each registered one to an https origin that is answered
 * here and nowhere else: app://bulkhead/x is https://bulkhead.app.standin/x. Not the same as in Electron: the page's `location`
 * and the name of its origin. The same: a secure context, an origin of its own, and policies that say 'self'.
 */
const SUFFIX = ".standin";
const schemes = new Set<string>();

export function registerScheme(scheme: string): void {
	schemes.add(scheme);
}

/** The address that Chromium is given. */
export function toChromium(address: string): string {
	const [, scheme, host, rest] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(address) ?? [];
	return scheme !== undefined && schemes.has(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest}` : address;
}

/** The address that the app is told. */
export function toApp(address: string): string {
	const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([a-z]+)\.standin(.*)$/.exec(address) ?? [];
	return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host}${rest}` : address;
}
