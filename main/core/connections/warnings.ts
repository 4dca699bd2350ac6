import type { ConnectionSettings } from "../../contract/index.ts";
import type { LinkFacts } from "../ports.ts";

const DAY = 86_400_000;
/** Days before its end at which a certificate is worth a word. */
const SOON = 30;

/** What is weak about a link, or about to end, in sentences; the worst first. */
export function warningsOf(
	link: LinkFacts,
	{ environment, sslMode }: Pick<ConnectionSettings, "environment" | "sslMode">,
	now: Date,
): string[] {
	return [...ofTls(link, environment === "production", sslMode), ...ofLogin(link), ...ofEnd(link, now)];
}

function ofTls({ tls, peer }: LinkFacts, production: boolean, sslMode: ConnectionSettings["sslMode"]): string[] {
	if (!production) return [];
	if (tls === undefined) return ["A production server is reached without TLS: use sslmode verify-full."];
	if (peer?.verified === "host") return [];
	return [`With sslmode ${sslMode} somebody in between could pose as this production server: use verify-full.`];
}

function ofLogin({ authentication, tls }: LinkFacts): string[] {
	if (authentication === "md5") {
		return ["The login is by MD5, which is weak: set the password anew with password_encryption = scram-sha-256."];
	}
	if (authentication === "password") {
		const how = tls === undefined ? "in the clear" : "itself, inside TLS";
		return [`The server was given the password ${how}: let pg_hba.conf ask for scram-sha-256.`];
	}
	return [];
}

function ofEnd({ peer }: LinkFacts, now: Date): string[] {
	if (peer === undefined) return [];
	const days = Math.floor((peer.validTo.getTime() - now.getTime()) / DAY);
	if (days < 0) return [`The server's certificate expired on ${dayOf(peer.validTo)}.`];
	if (days > SOON) return [];
	return [`The server's certificate expires on ${dayOf(peer.validTo)}, in ${days === 1 ? "a day" : `${days} days`}.`];
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
