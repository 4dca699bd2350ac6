import { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { PeerFacts } from "../../../contract/index.ts";
import type { ConnectParams } from "../../../core/ports.ts";
import { verifies } from "./tls-options.ts";

/** Who the server is by its certificate, for people. */
export function peerFacts(socket: TLSSocket, params: ConnectParams): PeerFacts | undefined {
	const { raw } = socket.getPeerCertificate();
	if (raw === undefined) return undefined;
	const certificate = new X509Certificate(raw);
	return {
		subject: oneLine(certificate.subject),
		issuer: oneLine(certificate.issuer),
		fingerprint: certificate.fingerprint256,
		validFrom: new Date(certificate.validFrom),
		validTo: new Date(certificate.validTo),
		verified: verifies(params),
	};
}

/** A name without parts, as a certificate with alternative names alone has it, is undefined here. */
const oneLine = (name: string | undefined): string => (name ?? "").split("\n").join(", ");
