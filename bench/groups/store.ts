/** The local store: how soon it is open, a page of a large audit trail, and how fast every entry of it is verified. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../main/adapters/sqlite/store.ts";
import { systemClock } from "../../main/adapters/system/system.ts";
import type { AuditFilter } from "../../main/contract/index.ts";
import { hashOf } from "../../main/core/audit/entry.ts";
import { listEntries } from "../../main/core/audit/list-entries.ts";
import { verifyTrail } from "../../main/core/audit/verify-trail.ts";
import { compose } from "../../main/hosts/compose.ts";
import { localClient } from "../../main/hosts/local-client.ts";
import { fillAudit } from "../fill-audit.ts";
import { type Contender, cpuOf, interleave } from "../measure.ts";
import { rowOf, type Section } from "../report.ts";
import type { Bench } from "./bench.ts";

const ENTRIES = { quick: 100_000, whole: 1_000_000 };
/** Saved connections. */
const CONNECTIONS = 10_000;
/** Entries that are to be verified in a second. */
const RATE = 200_000;

const march = { since: new Date(Date.UTC(2026, 2, 1)), until: new Date(Date.UTC(2026, 2, 15)) };

const pages: Record<string, AuditFilter> = {
	"the newest": {},
	"of a person": { person: "boris" },
	"of a person and an action": { person: "boris", action: "as-tenant" },
	"of a tenant": { tenant: "tenant-77" },
	"of a tenant, a person and an action": { tenant: "tenant-77", person: "elena", action: "as-tenant" },
	"of two weeks": march,
	"of a person in two weeks": { person: "boris", ...march },
	"from the middle on": { after: 50_001 },
	"of nobody": { person: "nobody" },
};

export async function store({ quick, say }: Bench): Promise<Section[]> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-store-"));
	const count = quick ? ENTRIES.quick : ENTRIES.whole;
	try {
		say(`writing ${count} entries`);
		fillAudit(folder, count);
		const opened = openStore(folder);
		opened.connections.put(
			...Array.from({ length: CONNECTIONS }, (_, at) => ({
				id: `c${at}`,
				settings: { name: `server ${at}`, host: `h${at}.example`, database: "d", user: "u" },
			})),
		);
		const measured = await interleave(contenders(folder, opened), quick ? 3 : 11, say);
		opened.close();
		const megabytes = Math.round(statSync(join(folder, "bulkhead.db")).size / 1e6);
		return [
			{
				title: "Local store",
				text: [
					`${count.toLocaleString("en")} audit entries, ${megabytes} MB. A page has 100 entries with their outcomes. Verifying reads each entry and computes its hash; signatures are computed for the last entry of each key, which answers for all before it.`,
				],
				rows: [
					rowOf(measured, names.open, "ms", { target: { ms: 10 } }),
					...Object.keys(pages).map((page) => rowOf(measured, nameOf(page), "ms", { target: { ms: 20 } })),
					rowOf(measured, names.verify, "ms", { target: { ms: (count / RATE) * 1000 } }),
					rowOf(measured, names.append, "ms"),
					rowOf(measured, names.connections, "ms", { target: { ms: 20 } }),
				],
			},
		];
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const names = {
	connections: `first page of ${CONNECTIONS.toLocaleString("en")} connections, from a new core`,
	open: "open the store and close it again",
	verify: "verify the whole trail",
	append: "write one entry, on the disk when it is done",
};
const nameOf = (page: string): string => `audit page: ${page}`;

function contenders(folder: string, { audit }: ReturnType<typeof openStore>): Contender[] {
	const timed = (name: string, work: () => unknown): Contender => ({
		name,
		once: async () => {
			const [began, processor] = [performance.now(), process.cpuUsage()];
			await work();
			const { user, system } = process.cpuUsage(processor);
			return { ms: performance.now() - began, [cpuOf("ms")]: (user + system) / 1000 };
		},
	});
	return [
		timed(names.open, () => openStore(folder).close()),
		...Object.entries(pages).map(([page, filter]) => timed(nameOf(page), () => listEntries(audit, filter))),
		timed(names.verify, async () => {
			const { brokenAt } = await verifyTrail(audit, systemClock);
			if (brokenAt) throw new Error(brokenAt.message);
		}),
		timed(names.append, () => {
			const text = '{"v":1,"kind":"note","at":"2026-12-31T00:00:00.000Z","action":"bench","by":"bench"}';
			audit.append({ text, hashOf: (before, seq) => hashOf(before, seq, text) });
		}),
		{ name: names.connections, once: () => firstPage(folder) },
	];
}

/** Through the contract, as a page or a command asks for it. */
async function firstPage(folder: string): Promise<Record<string, number>> {
	const composed = compose({ store: folder });
	const { client, close } = localClient(composed.core);
	const began = performance.now();
	const { connections } = await client.connections.list();
	const ms = performance.now() - began;
	close();
	await composed.close();
	if (connections.length === 0) throw new Error("no connection was listed");
	return { ms };
}
