/** Since when something is open: the newest certificate that tells of its line, or the one of its run. */
import type { CertificateBody, OpenItem } from "../../contract/index.ts";
import type { ReadSession } from "../ports.ts";
import { canonicalJson } from "./canonical.ts";
import type { FoundOpen } from "./finish-list.ts";
import { parseBody } from "./read-chain.ts";

/** Certificates that are opened for it; what others brought has no known beginning. */
const OPENED = 20;

type Since = OpenItem["since"];
type Known = Pick<CertificateBody, "number" | "endedAt" | "migrations" | "difference" | "drift" | "run">;

/** A body is ASCII and the line as it is written in it: found as text, without reading every certificate here. */
const WITH_LINE = `
SELECT n.place::text AS place, pg_catalog.max(c.number)::text AS number
  FROM pg_catalog.jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS n (needle, place)
  JOIN bulkhead.certificates AS c ON pg_catalog.strpos(c.body, n.needle) > 0
 GROUP BY n.place`;

/** `own`: the certificate that is about to be written. */
export async function withSince(session: ReadSession, found: readonly FoundOpen[], own?: Known): Promise<OpenItem[]> {
	const isOwn = (each: FoundOpen): boolean => own !== undefined && sinceIn(own, each) !== null;
	const others = found.filter((each) => !isOwn(each));
	const numbers = others.length > 0 ? await readNumbers(session, others) : new Map<FoundOpen, number>();
	const bodies = await readBodies(session, [...new Set(numbers.values())].slice(0, OPENED));
	return found.map((each) => {
		const body = isOwn(each) ? own : bodies.get(numbers.get(each) ?? 0);
		return { ...each.item, since: body ? sinceIn(body, each) : null };
	});
}

function sinceIn(
	{ number, endedAt: at, migrations, difference, drift, run }: Known,
	{ line, run: left }: FoundOpen,
): Since {
	const since = { certificate: number, at, migrations: migrations.map(({ id }) => id) };
	if (left !== undefined) return left === run ? { ...since, outside: false } : null;
	if (difference.includes(`+ ${line}`)) return { ...since, outside: false };
	return drift?.difference?.includes(`+ ${line}`) ? { ...since, outside: true } : null;
}

async function readNumbers(session: ReadSession, found: readonly FoundOpen[]): Promise<Map<FoundOpen, number>> {
	const needles = found.map(({ line, run }) => canonicalJson(run ?? `+ ${line}`));
	const rows = await session.query<{ place: string; number: string }>(WITH_LINE, [JSON.stringify(needles)]);
	const numbers = new Map<FoundOpen, number>();
	for (const { place, number } of rows) {
		const each = found[Number(place) - 1];
		if (each) numbers.set(each, Number(number));
	}
	return numbers;
}

async function readBodies(session: ReadSession, numbers: readonly number[]): Promise<Map<number, CertificateBody>> {
	if (numbers.length === 0) return new Map();
	const rows = await session.query<{ body: string }>(
		"SELECT c.body FROM bulkhead.certificates AS c WHERE c.number = ANY (pg_catalog.string_to_array($1, ',')::bigint[])",
		[numbers.join(",")],
	);
	const bodies = rows.flatMap(({ body }) => parseBody(body) ?? []);
	return new Map(bodies.map((body) => [body.number, body]));
}
