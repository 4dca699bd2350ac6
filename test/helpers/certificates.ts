/** Authorities and certificates for tests, made by openssl when they are needed. They are worth nothing outside of a test. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CertificateOptions {
	/** Common name. */
	name: string;
	/** subjectAltName as openssl has it: `DNS:localhost,IP:127.0.0.1`. */
	alternatives?: string;
	/** Days from now at which it begins and ends to be valid. */
	from?: number;
	to?: number;
	/** It may sign others. */
	authority?: boolean;
}

export interface Certificate {
	/** Paths of PEM files. */
	certificate: string;
	key: string;
}

export interface Authority extends Certificate {
	issue(options: CertificateOptions): Certificate;
	/** An authority below this one. */
	authority(name: string): Authority;
	/** The list with these revoked, as a PEM file. */
	revoke(...certificates: Certificate[]): string;
}

const DAY = 86_400_000;

/** A new root authority whose files lie in this folder. */
export function authorityIn(folder: string, name: string): Authority {
	const key = newKey(folder, name);
	const certificate = join(folder, `${name}.crt`);
	openssl([
		...["req", "-x509", "-new", "-key", key, "-subj", `/CN=${name}`, "-days", "365", "-out", certificate],
		...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
	]);
	return authority(folder, name, { certificate, key });
}

/** One that nobody has signed but itself. */
export function selfSigned(folder: string, name: string, alternatives: string): Certificate {
	const key = newKey(folder, `self-${name}`);
	const certificate = join(folder, `self-${name}.crt`);
	openssl([
		...["req", "-x509", "-new", "-key", key, "-subj", `/CN=${name}`, "-days", "365", "-out", certificate],
		...["-addext", `subjectAltName=${alternatives}`],
	]);
	return { certificate, key };
}

/** A copy of a key that opens with a password. */
export function lockKey(key: string, password: string): string {
	const locked = `${key}.locked`;
	openssl(["pkcs8", "-topk8", "-in", key, "-out", locked, "-passout", `pass:${password}`]);
	execFileSync("chmod", ["600", locked]);
	return locked;
}

/** Certificates in one file, as a server sends a chain. */
export function chainOf(folder: string, name: string, ...certificates: string[]): string {
	const file = join(folder, `${name}.crt`);
	writeFileSync(file, certificates.map((each) => readFileSync(each, "utf8")).join(""));
	return file;
}

let counter = 0;

function authority(folder: string, name: string, own: Certificate): Authority {
	const file = (ending: string) => join(folder, `${name}.${ending}`);
	writeFileSync(file("index"), "");
	writeFileSync(file("index.attr"), "unique_subject = no\n");
	writeFileSync(file("serial"), "1000\n");
	writeFileSync(file("crlnumber"), "01\n");
	writeFileSync(file("cnf"), configuration(file, folder));
	const issue = (options: CertificateOptions): Certificate => {
		counter += 1;
		const base = `${name}-${options.name.replaceAll(/\W/g, "_")}-${counter}`;
		const key = newKey(folder, base);
		const request = join(folder, `${base}.csr`);
		const extensions = join(folder, `${base}.ext`);
		const certificate = join(folder, `${base}.crt`);
		openssl(["req", "-new", "-key", key, "-subj", `/CN=${options.name}`, "-out", request]);
		writeFileSync(extensions, extensionsOf(options));
		openssl([
			...["ca", "-batch", "-notext", "-config", file("cnf"), "-cert", own.certificate, "-keyfile", own.key],
			...["-in", request, "-out", certificate, "-extfile", extensions],
			...["-startdate", momentOf(options.from ?? -1), "-enddate", momentOf(options.to ?? 300)],
		]);
		return { certificate, key };
	};
	return {
		...own,
		issue,
		authority: (below) => authority(folder, below, issue({ name: below, authority: true })),
		revoke(...certificates) {
			const list = file("crl");
			const as = ["-config", file("cnf"), "-cert", own.certificate, "-keyfile", own.key];
			for (const { certificate } of certificates) openssl(["ca", ...as, "-revoke", certificate]);
			openssl(["ca", ...as, "-gencrl", "-crldays", "30", "-out", list]);
			return list;
		},
	};
}

function extensionsOf({ alternatives, authority: signs }: CertificateOptions): string {
	const lines = [
		signs ? "basicConstraints=critical,CA:TRUE" : "basicConstraints=CA:FALSE",
		...(signs ? ["keyUsage=critical,keyCertSign,cRLSign"] : []),
		...(alternatives === undefined ? [] : [`subjectAltName=${alternatives}`]),
	];
	return `${lines.join("\n")}\n`;
}

function configuration(file: (ending: string) => string, folder: string): string {
	return `[ca]
default_ca=own
[own]
database=${file("index")}
serial=${file("serial")}
crlnumber=${file("crlnumber")}
new_certs_dir=${folder}
default_md=sha256
policy=any
[any]
commonName=supplied
`;
}

function newKey(folder: string, name: string): string {
	const key = join(folder, `${name}.key`);
	openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key]);
	execFileSync("chmod", ["600", key]);
	return key;
}

const momentOf = (days: number): string =>
	`${new Date(Date.now() + days * DAY).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`;

function openssl(args: string[]): void {
	execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"], env: { PATH: process.env.PATH ?? "" } });
}
