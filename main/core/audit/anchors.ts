/**
 * Anchors: each run's certificate, in the target database, names the trail's last entry. A trail that is cut, made anew or rolled back on
 * this machine does not fit them any more.
 */
import type { AuditAnchors, AuditFault, CertificateBody } from "../../contract/index.ts";
import type { AuditPort, ReadSession } from "../ports.ts";

export type Anchor = NonNullable<CertificateBody["audit"]>;

/** What a certificate says of the trail. Undefined where there is no entry yet. */
export function anchorOf(audit: AuditPort): Anchor | undefined {
	const [first, last] = [audit.first(), audit.last()];
	return first && last && { place: audit.place, chain: first.hash, seq: last.seq, hash: last.hash };
}

/** A quote inside of a JSON string has a backslash before it, so that nothing else of a body reads like this. */
const ANCHORS = `
SELECT c.number::text AS certificate, pg_catalog.current_database() AS database,
       pg_catalog.substring(c.body, '[{,]"audit":(\\{[^}]*\\})') AS anchor
  FROM bulkhead.certificates AS c
 WHERE c.body LIKE '%"audit":{%' AND c.body LIKE '%' || $1 || '%'
 ORDER BY c.number`;

interface Read {
	certificate: number;
	anchor: Anchor;
}

export async function readAnchors(session: ReadSession, place: string): Promise<Read[]> {
	const rows = await session.query<{ certificate: string; anchor: string | null }>(ANCHORS, [place]);
	return rows.flatMap(({ certificate, anchor }) => {
		const read = anchor === null ? undefined : (JSON.parse(anchor) as Anchor);
		return read?.place === place ? [{ certificate: Number(certificate), anchor: read }] : [];
	});
}

/** Holds them against the trail: the first that does not fit, and the trails that this place had before. */
export function holdAnchors(
	audit: AuditPort,
	database: string,
	anchors: readonly Read[],
): { anchors: AuditAnchors; fault?: AuditFault } {
	const chain = audit.first()?.hash;
	const ours = anchors.filter(({ anchor }) => anchor.chain === chain);
	const others = new Map(
		anchors.filter(({ anchor }) => anchor.chain !== chain).map((each) => [each.anchor.chain, each]),
	);
	const lost = [...others.values()].map(({ anchor, certificate }) => ({
		chain: anchor.chain,
		seq: anchor.seq,
		certificate,
	}));
	const told = { database, held: ours.length, lost };
	const wrong = ours.find(({ anchor }) => audit.one(anchor.seq)?.hash !== anchor.hash);
	if (wrong) return { anchors: told, fault: faultOf(database, wrong) };
	const newest = anchors.at(-1);
	return newest && newest.anchor.chain !== chain
		? { anchors: told, fault: faultOf(database, newest) }
		: { anchors: told };
}

function faultOf(database: string, { certificate, anchor: { seq, hash } }: Read): AuditFault {
	return {
		...{ seq, kind: "anchor" },
		message: `Certificate ${certificate} of ${database} remembers entry ${seq} with the hash ${hash}, which this trail does not have: it was cut, rolled back or made anew.`,
	};
}
