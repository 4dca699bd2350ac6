import { quoteLiteral } from "../../sql/quote.ts";
import { type Check, type Demonstration, type Found, found, ok } from "../check.ts";
import { askCatalogue, passesCheck } from "../demonstrations.ts";
import type { Policy } from "../facts.ts";
import { alterPolicy } from "../fixes.ts";
import { counts, judged } from "../judge-policy.ts";
import { isBound, judgeExpression } from "../policy-expression.ts";
import { type Guarded, nameOf, type Scene } from "../scene.ts";
import { tenantTest } from "../tenant-test.ts";

export const policyNoCheck: Check = {
	name: "policy-no-check",
	asks: "Does each policy for INSERT or UPDATE say what may be written?",
	ofPolicies: true,
	judge: (scene) =>
		judged(scene).flatMap((guarded) =>
			guarded.policies
				.filter((policy) => policy.permissive && counts(scene, policy) && ["a", "w"].includes(policy.command))
				.map((policy) => {
					const object = `policy ${policy.name} on ${nameOf(guarded.relation)}`;
					return policy.check === undefined ? found(object, told(scene, guarded, policy)) : ok(object);
				}),
		),
};

function told(scene: Scene, guarded: Guarded, policy: Policy): Found {
	const { using } = policy;
	const bound = using === undefined || isBound(judgeExpression(using, guarded.columns).open);
	const test = bound ? (using ?? tenantTest(scene, guarded)) : tenantTest(scene, guarded);
	const until = bound ? ", until somebody widens it for reading" : ", and that asks about no tenant";
	return {
		severity: bound ? "INFO" : "ERROR",
		detail:
			policy.command === "a"
				? "It is for INSERT and has no WITH CHECK."
				: `It is for UPDATE and has no WITH CHECK: what its USING says of the old row holds for the new one too${until}.`,
		why: "USING decides which rows are met, WITH CHECK what they may become: without it a change of the first changes the second unseen, and rows can be moved into another tenant.",
		demonstration: bound ? silent(guarded, policy) : passesCheck(scene, guarded, using, "turn a row into one"),
		fix: test === undefined ? undefined : alterPolicy(scene, guarded.relation, { policy, check: test }),
	};
}

function silent({ relation: { schema, name } }: Guarded, policy: Policy): Demonstration {
	return askCatalogue(
		`The policy ${policy.name} says nothing of the row that is written.`,
		`SELECT policyname AS policy, cmd AS command, qual AS "using", with_check FROM pg_catalog.pg_policies WHERE schemaname = ${quoteLiteral(schema)} AND tablename = ${quoteLiteral(name)} AND policyname = ${quoteLiteral(policy.name)} AND with_check IS NULL`,
	);
}
