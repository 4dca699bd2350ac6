/**
 * Who is let in. The printed address holds a token that works once and is traded for a cookie. A cookie alone is not enough,
 * for a browser shows it to every port of this machine: the page also holds a key, kept by its origin, which only its socket
 * shows. The key comes with the page until a socket has shown it, and never again.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface Access {
	/** For the printed address. */
	readonly token: string;
	/** The value of Set-Cookie, once and for the right token. */
	trade(token: string): string | undefined;
	hasCookie(cookies: string | undefined): boolean;
	/** The key for a page that is let in; undefined when a page has it. */
	keyForPage(): string | undefined;
	/** True for the page's key. */
	opens(key: string | undefined): boolean;
}

/** `port`: names the cookie, for browsers do not keep the cookies of two ports apart. */
export function createAccess(port: number): Access {
	const [token, cookie, key] = [secret(), secret(), secret()];
	const name = `bulkhead-${port}`;
	let traded = false;
	let keyTaken = false;
	return {
		token,
		trade(given) {
			if (!isSame(given, token) || traded) return undefined;
			traded = true;
			return `${name}=${cookie}; Path=/; HttpOnly; SameSite=Strict`;
		},
		hasCookie: (cookies) => isSame(cookieNamed(cookies, name), cookie),
		keyForPage: () => (keyTaken ? undefined : key),
		opens(given) {
			const right = isSame(given, key);
			if (right) keyTaken = true;
			return right;
		},
	};
}

/** 256 random bits. */
const secret = (): string => randomBytes(32).toString("base64url");

/** Takes the same time whatever was given. */
function isSame(given: string | undefined, wanted: string): boolean {
	return timingSafeEqual(digest(given ?? ""), digest(wanted));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function cookieNamed(cookies: string | undefined, name: string): string | undefined {
	const pairs = (cookies ?? "").split(";").map((pair) => pair.trim().split("="));
	return pairs.find(([each]) => each === name)?.[1];
}
