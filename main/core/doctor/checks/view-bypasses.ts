import { quoteIdent, quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Fix, found, ok, type Verdict } from "../check.ts";
import { readAs } from "../demonstrations.ts";
import type { Relation } from "../facts.ts";
import { aclOf, quoted, revoke } from "../fixes.ts";
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
	if (view.options.some((option) => /^security_invoker=(true|on|1|yes)$/i.test(option))) return ok(object);
	const open = below
		.map((table) => ({ table, why: whyUnbound(scene, view.owner, table) }))
		.find(({ why, table }) => why !== undefined && table.relation.secured);
	const reads = mayRead(scene, view);
	const owner = granteeName(scene, view.owner);
	const tables = [...new Set(below.map(({ relation }) => nameOf(relation)))].join(", ");
	if (!open) {
		// A view of an owner whom the policies hold asks them, for the session's own tenant.
		return ok(object);
	}
	const filtered = asksWhatPoliciesAsk(view, below);
	return found(object, {
		severity: reads && !filtered ? "ERROR" : "WARN",
		detail: `${nameOf(view)} reads ${tables} as its owner ${owner}, ${open.why}${reads ? "; the application may read it" : "; the application may not read it today"}${filtered ? ". It calls what the policies call, so it may filter by itself: then only a security_barrier keeps a function in a WHERE from seeing more" : ""}.`,
		why: "The policies are asked for the view's owner and not for its reader: rows of every tenant come through.",
		demonstration: reads ? readAs(scene, view) : undefined,
		fix: scene.facts.version >= INVOKER_SINCE ? invoker(view) : withdraw(scene, view),
	});
}

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

/** Takes SELECT from everyone of the application; one statement a grantee. */
export function withdraw(scene: Scene, relation: Relation): Fix | undefined {
	const grants = holders(scene, relation.grants, ["SELECT"], relation.owner).filter(
		({ column }) => column === undefined,
	);
	const fixes = [...new Set(grants.map(({ grantee }) => grantee))].map((oid) =>
		revoke({
			privileges: ["SELECT"],
			on: `TABLE ${quoted(relation)}`,
			from: oid === "0" ? "PUBLIC" : quoteIdent(granteeName(scene, oid)),
			acl: aclOf.relation(relation),
		}),
	);
	const [first] = fixes;
	return (
		first && {
			...first,
			sql: fixes.map(({ sql }) => sql).join("\n"),
			undo: fixes.map(({ undo }) => undo).join("\n"),
			holds: { ...first.holds, violations: fixes.map(({ holds }) => holds.violations).join(" UNION ALL ") },
		}
	);
}
