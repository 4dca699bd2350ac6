import type { ChainVerdict, OpenItem, TenancyProfile } from "../../contract/index.ts";
import { readCatalogue } from "../catalogue/fingerprint.ts";
import { withConnection } from "../connections/with-connection.ts";
import { AppError } from "../errors.ts";
import type { MigrationDeps } from "../migrations/deps.ts";
import { hasCertificates, hasLedger } from "../migrations/ledger-schema.ts";
import type { Session } from "../ports.ts";
import { procedures } from "../procedures.ts";
import { profileOf } from "../tenancy/profile-of.ts";
import { exportCertificate } from "./export.ts";
import { withSince } from "./find-since.ts";
import { findOpen } from "./finish-list.ts";
import { listCertificates } from "./list.ts";
import { readLedgerEnd } from "./read-ledger-end.ts";
import { findCertificate, showCertificate } from "./show.ts";
import { verifyChain } from "./verify-chain.ts";

export function certificatesHandlers(deps: MigrationDeps) {
	const { list, show, verify, export: exporting, finishList } = procedures.certificates;
	/** `missing`: what is answered where the ledger has no place for certificates yet. */
	const inChain = <T>(
		connection: string,
		signal: AbortSignal | undefined,
		missing: () => T,
		use: (session: Session) => Promise<T>,
	) =>
		withConnection(deps, connection, { ...(signal ? { signal } : {}) }, async (session) =>
			(await hasCertificates(session)) ? use(session) : missing(),
		);
	return {
		list: list.handler(({ input, signal }) =>
			withConnection(deps, input.connection, { ...(signal ? { signal } : {}) }, async (session) =>
				listCertificates(session, { limit: input.limit, there: await hasCertificates(session) }),
			),
		),
		show: show.handler(({ input: { connection, id }, signal }) =>
			inChain(
				connection,
				signal,
				() => none(id),
				(session) => showCertificate(session, id),
			),
		),
		verify: verify.handler(({ input, signal }) =>
			inChain(input.connection, signal, (): ChainVerdict => ({ ok: true, certificates: 0, gaps: [] }), verifyChain),
		),
		export: exporting.handler(({ input: { connection, id, format }, signal }) =>
			inChain(
				connection,
				signal,
				() => none(id),
				async (session) => exportCertificate(await findCertificate(session, id), format),
			),
		),
		finishList: finishList.handler(({ input, signal }) =>
			withConnection(deps, input.connection, { ...(signal ? { signal } : {}) }, async (session) =>
				readOpen(session, await profileOf(deps, input)),
			),
		),
	};
}

async function readOpen(session: Session, profile: TenancyProfile | undefined): Promise<{ open: OpenItem[] }> {
	const ledger = (await hasLedger(session)) ? await readLedgerEnd(session) : undefined;
	const { lines } = await readCatalogue(session);
	const found = await findOpen(session, { lines, ledger, profile });
	if (await hasCertificates(session)) return { open: await withSince(session, found) };
	return { open: found.map(({ item }) => ({ ...item, since: null })) };
}

function none(id: string): never {
	throw new AppError(
		"NOT_FOUND",
		`There is no certificate ${id}: no run of this Bulkhead has changed this database yet.`,
	);
}
