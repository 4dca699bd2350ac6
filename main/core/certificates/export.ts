import type { Certificate } from "../../contract/index.ts";
import { certificatePage } from "./page.ts";
import type { StoredCertificate } from "./read-chain.ts";

/** A file's name and its text. The JSON is for people too; its hash is that of its canonical form (docs/certificates.md). */
export function exportCertificate(
	{ number, hash, body, text }: StoredCertificate & Certificate,
	format: "json" | "html",
): { name: string; text: string } {
	const place = body.database.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(0, 40);
	const name = `certificate-${place}-${number}.${format}`;
	if (format === "html") return { name, text: certificatePage({ number, hash, body }) };
	// As it was written, so that its hash can be computed from this file.
	return { name, text: `${JSON.stringify({ number, hash, body: JSON.parse(text) as unknown }, null, "\t")}\n` };
}
