/** A run that changes a database, and the certificate that it leaves. */
import type { CertificateBody, CertificateNote, SeenChange } from "../../contract/index.ts";
import { CERTIFICATE_FORMAT } from "../../contract/index.ts";
import { anchorOf } from "../audit/anchors.ts";
import { FINGERPRINT_VERSION } from "../catalogue/facts.ts";
import { type Catalogue, difference, readCatalogue } from "../catalogue/fingerprint.ts";
import { AppError, DatabaseError, toAppError } from "../errors.ts";
import type { Session } from "../ports.ts";
import { compareSeen } from "../scan/compare-seen.ts";
import { type Seen, seeAsTenants } from "../scan/see-as-tenants.ts";
import { profileIfReadable } from "../tenancy/profile-of.ts";
import type { Certifying } from "./certifying.ts";
import { countRows, tablesOf } from "./count-rows.ts";
import { type Draft, openDraft } from "./draft.ts";
import { withSince } from "./find-since.ts";
import { findOpen } from "./finish-list.ts";
import { type Beginning, readBeginning } from "./read-beginning.ts";
import { readLedgerEnd } from "./read-ledger-end.ts";
import { writeCertificate } from "./write.ts";

/** Lines of a difference, and open things, that a certificate tells. */
const LINES_TOLD = 20_000;
const OPEN_TOLD = 500;

/**
 * Does the work under the runner's lock and leaves one certificate when it is done, also where it failed and something of it stays. A
 * run that changed nothing leaves none. The work's own error is what is thrown; a certificate that cannot be written is told in
 * the note and as a notice, and the next run names the gap. Errors: REFUSED where this role may not write certificates, and those of the work.
 */
export async function certified<T extends object>(
	session: Session,
	request: Certifying,
	work: (draft: Draft) => Promise<T>,
): Promise<T & { certificate?: CertificateNote; isolation?: SeenChange }> {
	const beginning = await readBeginning(session, request);
	const seen = request.seeing && (await seeAsTenants(request.seeing));
	const draft = openDraft(request.deps.ports.sql);
	try {
		const result = await work(draft);
		const outcome = draft.checks.some(({ ok }) => !ok) ? "checks-failed" : "done";
		const isolation = await lookAgain(request, draft, seen);
		const certificate = await leave(session, request, beginning, draft, { outcome, error: null, ...isolation });
		return { ...result, ...(certificate ? { certificate } : {}), ...isolation };
	} catch (caught) {
		const { code, message } = toAppError(caught);
		const outcome = code === "INTERRUPTED" ? "interrupted" : "failed";
		await leave(session, request, beginning, draft, { outcome, error: { code, message: message.slice(0, 2_000) } });
		throw caught;
	}
}

type Ending = Pick<CertificateBody, "outcome" | "error" | "isolation">;

/** Of a run that changed something. Its work is done: what befalls this is told, and takes nothing back. */
async function lookAgain(
	{ seeing }: Certifying,
	{ migrations }: Draft,
	before: Seen | undefined,
): Promise<{ isolation?: SeenChange }> {
	if (!seeing || !before || migrations.length === 0) return {};
	const { signal } = new AbortController();
	return { isolation: compareSeen(before, await seeAsTenants({ ...seeing, signal }, before)) };
}

/** Undefined where nothing was changed. */
async function leave(
	session: Session,
	request: Certifying,
	beginning: Beginning,
	draft: Draft,
	ending: Ending,
): Promise<CertificateNote | undefined> {
	if (draft.migrations.length === 0 && draft.facts.restored.length === 0) return undefined;
	const { drift, gap } = beginning;
	const noted = { ...(drift ? { drift } : {}), ...(gap.length > 0 ? { gap } : {}) };
	try {
		const after = await readCatalogue(session);
		const body = await describe(session, request, beginning, draft, { ...ending, after });
		const hash = await writeCertificate(session, body, after);
		return { number: body.number, hash, ...noted, open: body.open.length + body.openLeftOut };
	} catch (caught) {
		if (!(caught instanceof DatabaseError || caught instanceof AppError)) throw caught;
		const problem = `What was done stays done and is in the ledger, and no certificate could be written of it: ${caught.message} The next run names the gap.`;
		request.job.report({ kind: "notice", severity: "WARNING", message: problem });
		return { problem, ...noted };
	}
}

async function describe(
	session: Session,
	{ deps, connection, run, kind }: Certifying,
	beginning: Beginning,
	draft: Draft,
	{ outcome, error, isolation, after }: Ending & { after: Catalogue },
): Promise<CertificateBody> {
	const { clock, who } = deps.ports;
	const { host, port } = deps.connections.settings(connection);
	const { before, drift, notCompared, gap, startedAt } = beginning;
	const { last, role, database, answered } = beginning.chain;
	const lines = before.fingerprint === after.fingerprint ? [] : difference(before.lines, after.lines);
	const number = (last?.number ?? 0) + 1;
	const endedAt = clock.now().toISOString();
	const own = { number, endedAt, run, migrations: draft.migrations, difference: lines, drift: drift ?? null };
	const ledger = await readLedgerEnd(session);
	const audit = anchorOf(deps.ports.store.audit);
	// A profile that cannot be read is told where it is used; a certificate is not left out for it.
	const profile = await profileIfReadable(deps, { connection });
	const found = await findOpen(session, { lines: after.lines, ledger, profile });
	const open = await withSince(session, found, own);
	const tables = [...new Set([...draft.tables, ...tablesOf(lines)])].sort();
	return {
		...{ format: CERTIFICATE_FORMAT, number, run, kind, outcome, error, startedAt, endedAt },
		previous: last ? { number: last.number, hash: last.hash } : null,
		...{ by: who.user, host: who.host, role, bulkhead: who.version, database },
		server: { version: session.serverVersionText, host, port },
		...draft.facts,
		...{ migrations: draft.migrations, checks: draft.checks },
		fingerprint: {
			version: FINGERPRINT_VERSION,
			...{ before: before.fingerprint, after: after.fingerprint, lines: after.lines.length },
		},
		difference: lines.slice(0, LINES_TOLD),
		differenceLeftOut: Math.max(0, lines.length - LINES_TOLD),
		...{ drift: drift ?? null, notCompared: notCompared ?? null, gap },
		...(await countRows(session, tables)),
		...(isolation ? { isolation } : {}),
		open: open.slice(0, OPEN_TOLD),
		openLeftOut: Math.max(0, open.length - OPEN_TOLD),
		ledger: { from: answered, to: ledger.end },
		...(audit ? { audit } : {}),
	};
}
