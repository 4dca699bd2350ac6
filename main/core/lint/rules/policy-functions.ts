/** What a policy calls, and what it trusts. */
import type { Expression, FunctionCall, ObjectName } from "../../ports.ts";
import { EVERY_VERSION, type Fault, type Rule } from "../rule.ts";
import { label, sqlName } from "../weigh.ts";
import { isVolatile } from "./volatility.ts";
import { onPolicy, type Written } from "./written-policy.ts";

function callsOf({ using, check }: Written): FunctionCall[] {
	return [...(using?.calls ?? []), ...(check?.calls ?? [])];
}

const volatileCall: Rule = {
	id: "policy-volatile-function",
	severity: "warning",
	what: "a policy that calls a VOLATILE function (which a function is unless it says STABLE or IMMUTABLE)",
	why: "It is called for every row, and no index can serve it (measured: 0.5 ms becomes 711 ms).",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) =>
		callsOf(policy).flatMap((call): Fault[] => {
			const declared = known.functionsNamed(call).some(({ volatility }) => volatility === "volatile");
			const sure = isVolatile(known, call);
			if (!sure && !declared) return [];
			const fix = `ALTER FUNCTION ${sqlName(bare(call))} STABLE PARALLEL SAFE;  -- if it only reads`;
			const message = `${policy.name} calls ${label(call)}(), which is VOLATILE.`;
			if (sure) return [{ at: call.at, message, fix }];
			const unless = "Only as long as the planner can put its SQL into the query does that not count.";
			return [{ at: call.at, message: `${message} ${unless}`, severity: "info", fix }];
		}),
	),
};

const notInlined: Rule = {
	id: "policy-function-not-inlined",
	severity: "info",
	what: "a policy that calls a function with a SET clause, or a SECURITY DEFINER one",
	why: "Such a function is never put into the query: given a column it is called for every row, and no index can serve it.",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) =>
		callsOf(policy).flatMap((call) => {
			const own = known.functionsNamed(call);
			const held = own.length > 0 && own.every(({ settings, definer }) => settings.length > 0 || definer);
			if (!held) return [];
			const severity = call.takesColumn ? "warning" : "info";
			const message = `${policy.name} calls ${label(call)}(), whose SET clause or SECURITY DEFINER keeps it out of the query's plan.`;
			return [
				{
					at: call.at,
					severity,
					message,
					fix: "-- LANGUAGE sql STABLE, every name in it qualified, without SET; no column as argument",
				},
			];
		}),
	),
};

const bare = ({ schema, name }: ObjectName): ObjectName => (schema === undefined ? { name } : { schema, name });

const flag: Rule = {
	id: "setting-as-privilege",
	severity: "error",
	what: "a policy (or a function that it calls) that takes a custom setting for a privilege",
	why: "Any session may set any custom setting, so whoever can send SQL can say that he is the administrator.",
	versions: EVERY_VERSION,
	judge: onPolicy((policy, { known }) => [
		...[policy.using, policy.check].flatMap((part) =>
			part ? suspicious(part).map((setting) => ({ at: part.at, ...trusted(policy.name, setting) })) : [],
		),
		...callsOf(policy).flatMap((call) =>
			known.functionsNamed(call).flatMap((found) =>
				suspicious({ flags: found.flags, settings: found.reads }).map((setting) => ({
					at: call.at,
					...trusted(`${policy.name} calls ${label(call)}(), which`, setting),
				})),
			),
		),
	]),
};

/** By what is done with it, or by a name that can mean nothing else. */
function suspicious({ flags, settings }: Pick<Expression, "flags" | "settings">): string[] {
	const named = settings.filter((setting) =>
		/(^|[._])(is_?)?(super|admin|root|bypass|staff|god|sudo|elevated)/i.test(setting),
	);
	return [...new Set([...flags, ...named])];
}

function trusted(who: string, setting: string): Fault {
	const fix = [
		`CREATE ROLE "…" NOLOGIN NOBYPASSRLS;  -- granted to those who may`,
		`CREATE POLICY "…" ON … TO "…" USING (…);  -- for that role alone`,
	];
	return { message: `${who} trusts ${setting}, which every session can set.`, fix: fix.join("\n") };
}

export const policyFunctionRules: Rule[] = [volatileCall, notInlined, flag];
