/** libpq's TLS settings as Node's: what is verified, against which authority, and what we show of ourselves. */
import { createPrivateKey } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { type ConnectionOptions, getCACertificates } from "node:tls";
import { AppError } from "../../../core/errors.ts";
import type { ConnectParams } from "../../../core/ports.ts";
import { isFor } from "./host-matches.ts";

/** libpq's word for the authorities that this machine trusts. */
const SYSTEM = "system";
/** How a PostgreSQL server knows TLS without its own request ahead (ALPN). */
const PROTOCOL = "postgresql";

/** How far the server's certificate is verified. As in libpq, every mode verifies the authority where one is named. */
export function verifies({ sslMode, sslRootCert }: ConnectParams): "no" | "authority" | "host" {
	if (sslMode === "verify-full") return "host";
	return sslMode === "verify-ca" || sslRootCert !== undefined ? "authority" : "no";
}

/** Throws BAD_INPUT for files that cannot be read or used, and PASSWORD_NEEDED for a key that is locked. */
export function tlsOptions(params: ConnectParams): ConnectionOptions {
	if (params.sslRootCert === SYSTEM && params.sslMode !== "verify-full") {
		throw bad("The system's authorities vouch for any host there is: sslrootcert=system needs sslmode=verify-full.");
	}
	return {
		...verification(params),
		...ownCertificate(params),
		...(isIP(params.host) ? {} : { servername: params.host }),
		...(params.sslNegotiation === "direct" ? { ALPNProtocols: [PROTOCOL] } : {}),
		minVersion: "TLSv1.2",
	};
}

function verification(params: ConnectParams): ConnectionOptions {
	const level = verifies(params);
	if (level === "no") return { rejectUnauthorized: false };
	const { sslRootCert, sslCrl, host } = params;
	const ca =
		sslRootCert === undefined || sslRootCert === SYSTEM
			? trustedHere()
			: read(sslRootCert, "certificate", "Name a PEM file with the authority's certificate.");
	return {
		ca,
		...(sslCrl === undefined ? {} : { crl: read(sslCrl, "revocation list", "Name a PEM file from the authority.") }),
		rejectUnauthorized: true,
		checkServerIdentity: (_name, certificate) => (level === "host" ? isFor(host, certificate) : undefined),
	};
}

/** The system's, with what a company has put there; Node's own where the system shows none. */
function trustedHere(): string[] {
	const system = getCACertificates("system");
	return system.length > 0 ? system : getCACertificates("default");
}

function ownCertificate({ sslCert, sslKey, sslKeyPassword }: ConnectParams): ConnectionOptions {
	if (sslCert === undefined && sslKey === undefined) return {};
	if (sslCert === undefined || sslKey === undefined) {
		throw bad("A client certificate needs both of its files: sslcert and sslkey.");
	}
	refuseOpenKey(sslKey);
	const key = read(sslKey, "key", "Name a PEM file with the certificate's private key.");
	mustOpen(key, sslKey, sslKeyPassword);
	return {
		cert: read(sslCert, "certificate", "Name a PEM file with our certificate."),
		key,
		...(sslKeyPassword === undefined ? {} : { passphrase: sslKeyPassword }),
	};
}

function mustOpen(key: Buffer, file: string, password: string | undefined): void {
	try {
		createPrivateKey({ key, ...(password === undefined ? {} : { passphrase: password }) });
	} catch {
		if (!isLocked(key)) throw bad(`The key ${file} is in no form that can be read.`, "Name a PEM file.");
		const what = password === undefined ? "is locked by a password" : "is not opened by the password that was given";
		throw new AppError("PASSWORD_NEEDED", `The key ${file} ${what}.`, {
			hint: "Give it for this session, or in BULKHEAD_SSL_KEY_PASSWORD.",
			data: { secret: "sslKeyPassword" },
		});
	}
}

/** libpq's rule: a key that others can read is no secret. Root may lend one to a group. */
function refuseOpenKey(file: string): void {
	if (process.platform === "win32") return;
	const { mode, uid } = statOf(file);
	if ((mode & (uid === 0 ? 0o037 : 0o077)) === 0) return;
	throw bad(`The key ${file} can be read by others.`, "chmod 0600 it, or 0640 where it belongs to root.");
}

function statOf(file: string): { mode: number; uid: number } {
	try {
		return statSync(file);
	} catch {
		throw bad(`The key file ${file} cannot be read.`, "Name a PEM file with the certificate's private key.");
	}
}

/** PKCS #8's heading, or that of the older files. */
function isLocked(key: Buffer): boolean {
	return key.includes("BEGIN ENCRYPTED PRIVATE KEY") || key.includes("Proc-Type: 4,ENCRYPTED");
}

function read(file: string, what: string, hint: string): Buffer {
	try {
		return readFileSync(file);
	} catch {
		throw bad(`The ${what} file ${file} cannot be read.`, hint);
	}
}

const bad = (message: string, hint?: string) => new AppError("BAD_INPUT", message, hint === undefined ? {} : { hint });
