import type { CertificateBody } from "../../contract/index.ts";
import type { Catalogue } from "../catalogue/fingerprint.ts";
import type { Session } from "../ports.ts";
import { quoteLiteral } from "../sql/quote.ts";
import { canonicalJson, sha256 } from "./canonical.ts";

/** In one round trip; the catalogue is kept until the next run. Answers with the hash. */
export async function writeCertificate(
	session: Session,
	body: CertificateBody,
	{ fingerprint, lines }: Catalogue,
): Promise<string> {
	const text = canonicalJson(body);
	const hash = sha256(text);
	const values = [body.number, body.run, hash, text].map(quoteLiteral).join(", ");
	const kept = [fingerprint, lines.join("\n")].map(quoteLiteral).join(", ");
	try {
		await session.execute(`BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '60s';
INSERT INTO bulkhead.certificates (number, run, hash, body) VALUES (${values});
DELETE FROM bulkhead.last_catalogue;
INSERT INTO bulkhead.last_catalogue (fingerprint, lines) VALUES (${kept});
COMMIT`);
	} catch (caught) {
		// A session that is gone has rolled back by itself.
		await session.execute("ROLLBACK").catch(() => {});
		throw caught;
	}
	return hash;
}
