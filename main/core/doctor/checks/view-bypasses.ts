import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok, type Verdict } from "../check.ts";
import { readAs } from "../demonstrations.ts";
import type { Relation } from "../facts.ts";
import { quoted } from "../fixes.ts";
import { withdrawAll } from "../grants.ts";
import { type Guarded, granteeName, guardedBelow, holders, mayRead, nameOf, type Scene, whyUnbound } from "../scene.ts";

/** security_invoker is there from 15 on. */
const INVOKER_SINCE = 150_000;

export const viewBypasses: Check = {
	name: "view-bypasses",
	asks: "Does every view over tables with tenants ask the policies for whoever reads it?",
	judge: (scene) =>
		scene.facts.relations
			.filter(({ kind, extension }) => kind === "v" && !extension)
			.flatMap((view) => {
				const below = guardedBelow(scene, view);
				return below.length === 0 ? [] : [judge(scene, view, below)];
			}),
};

function judge(scene: Scene, view: Relation, below: Guarded[]): Verdict {
	const object = `view ${nameOf(view)}`;
	if (isInvoker(view)) return ok(object);
	const open = openBelow(scene, view, { reader: view.owner, seen: [] });
	const reads = mayRead(scene, view);
	// A view of an owner whom the policies hold asks them, for the session's own tenant. And before 15 a grant is all that can be mended.
	if (!open || (!reads && scene.facts.version < INVOKER_SINCE)) return ok(object);
	const tables = [...new Set(below.map(({ relation }) => nameOf(relation)))].join(", ");
	const filtered = asksWhatPoliciesAsk(view, below);
	return found(object, {
		severity: reads && !filtered ? "ERROR" : "WARN",
		detail: `${nameOf(view)} reads ${tables} as ${granteeName(scene, open.reader)}, ${open.why}${reads ? "; the application may read it" : "; the application may not read it today"}${filtered ? ". It calls what the policies call, so it may filter by itself: then only a security_barrier keeps a function in a WHERE from seeing more" : ""}.`,
		why: "The policies are asked for the view's owner and not for its reader: rows of every tenant come through.",
		demonstration: reads ? readAs(scene, view) : undefined,
		fix:
			scene.facts.version >= INVOKER_SINCE
				? invoker(view)
				: withdrawAll(scene, view, holders(scene, view.grants, ["SELECT"], view.owner)),
	});
}

const isInvoker = ({ options }: Relation): boolean =>
	options.some((option) => /^security_invoker=(true|on|1|yes)$/i.test(option));

/** As whom a table below is read whose policies do not hold that role. A view in between reads as its own owner. */
function openBelow(
	scene: Scene,
	view: Relation,
	{ reader, seen }: { reader: string; seen: readonly string[] },
): { reader: string; why: string } | undefined {
	for (const oid of view.reads.filter((each) => !seen.includes(each))) {
		const table = scene.tables.find(({ relation }) => relation.oid === oid);
		const why = table?.relation.secured ? whyUnbound(scene, reader, table) : undefined;
		if (why !== undefined) return { reader, why };
		const inner = scene.byOid.get(oid);
		if (inner && COPIES.has(inner.kind) && holdsTenants(scene, inner)) {
			return { reader, why: `and ${nameOf(inner)} is a copy that no policy guards` };
		}
		if (inner?.kind !== "v") continue;
		const as = isInvoker(inner) ? reader : inner.owner;
		const open = openBelow(scene, inner, { reader: as, seen: [...seen, view.oid] });
		if (open) return open;
	}
	return undefined;
}

/** Materialised views and foreign tables. */
const COPIES: ReadonlySet<string> = new Set(["m", "f"]);

const holdsTenants = (scene: Scene, relation: Relation): boolean =>
	scene.guarded.some((each) => each.relation.oid === relation.oid) || guardedBelow(scene, relation).length > 0;

const asksWhatPoliciesAsk = (view: Relation, below: Guarded[]): boolean =>
	below.some(({ policies }) => policies.some(({ calls }) => calls.some((oid) => view.calls.includes(oid))));

function invoker(view: Relation): Fix {
	return {
		sql: `ALTER VIEW ${quoted(view)} SET (security_invoker = true);`,
		undo: `ALTER VIEW ${quoted(view)} RESET (security_invoker);`,
		lock: "ACCESS EXCLUSIVE on the view for a moment; the tables are not touched.",
		risk: "Readers need SELECT on the tables below as well, and see their own tenant's rows only.",
		holds: {
			name: `${nameOf(view)} asks the policies for its reader`,
			violations: `SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(quoted(view))}) AND NOT ('security_invoker=true' = ANY (coalesce(c.reloptions, '{}')))`,
		},
	};
}
