import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { PeerCertificate } from "node:tls";

/** Why a certificate is not this host's, by libpq's rules: a wildcard stands for one whole label, and the common name counts only where no other name is. */
export function isFor(host: string, certificate: PeerCertificate): Error | undefined {
	const read = new X509Certificate(certificate.raw);
	const named = isIP(host) ? (read.checkIP(host) ?? read.checkHost(host, { wildcards: false })) : byName(read, host);
	if (named !== undefined) return undefined;
	return new Error(`the certificate is not for ${host}, but for ${namesOf(read)}`);
}

function byName(read: X509Certificate, host: string): string | undefined {
	return read.checkHost(host, { partialWildcards: false, multiLabelWildcards: false });
}

function namesOf({ subjectAltName, subject }: X509Certificate): string {
	return subjectAltName ?? subject.replaceAll("\n", ", ");
}
