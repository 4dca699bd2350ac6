import type { CertificateBody, CertificateSummary, CertificatesList } from "../../contract/index.ts";
import { readCatalogue } from "../catalogue/fingerprint.ts";
import type { Session } from "../ports.ts";
import { compareWithLast } from "./compare.ts";
import { readEnd, readGap, readNewest } from "./read-chain.ts";

/** The newest first; and the catalogue now, held against the last one. `limit`: default 200. `there`: whether the ledger has a place for them. */
export async function listCertificates(
	session: Session,
	{ limit = 200, there }: { limit?: number | undefined; there: boolean },
): Promise<CertificatesList> {
	const catalogue = await readCatalogue(session);
	const { fingerprint } = catalogue;
	if (!there) return { certificates: [], unreadable: [], total: 0, now: { fingerprint }, gap: [] };
	const chain = await readEnd(session);
	const { last } = chain;
	const comparison = await compareWithLast(session, last, catalogue);
	const certificates: CertificateSummary[] = [];
	const unreadable: number[] = [];
	for await (const { number, hash, body } of readNewest(session, limit)) {
		if (body) certificates.push(summarize(hash, body));
		else unreadable.push(number);
	}
	const [count] = await session.query<{ total: string }>(
		"SELECT pg_catalog.count(*)::text AS total FROM bulkhead.certificates",
	);
	const compared = last !== undefined && comparison.notCompared === undefined;
	return {
		certificates,
		unreadable,
		total: Number(count?.total ?? 0),
		now: { fingerprint, ...(compared ? { same: !comparison.drift } : {}), ...comparison },
		gap: await readGap(session, chain),
	};
}

function summarize(hash: string, body: CertificateBody): CertificateSummary {
	const { number, run, kind, outcome, endedAt, by, host, role, reason, fingerprint, checks } = body;
	return {
		...{ number, run, kind, outcome, endedAt, by, host, role, reason, hash },
		migrations: body.migrations.map(({ id }) => id),
		before: fingerprint.before,
		after: fingerprint.after,
		changes: body.difference.length + body.differenceLeftOut,
		drift: body.drift !== null,
		gap: body.gap.length,
		checks: { passed: checks.filter(({ ok }) => ok).length, failed: checks.filter(({ ok }) => !ok).length },
		open: body.open.length + body.openLeftOut,
	};
}
