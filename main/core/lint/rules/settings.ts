import { quoteIdent } from "../../sql/quote.ts";
import { type Context, EVERY_VERSION, either, on, type Rule } from "../rule.ts";

const forGood: Rule = {
	id: "set-without-local",
	severity: "warning",
	what: "SET without LOCAL, set_config(…, false)",
	why: "It outlives the transaction: the next file, and with a pool the next stranger, runs under it.",
	versions: EVERY_VERSION,
	judge: either(
		on("set", ({ name, local }, context) => {
			if (local || isReset(context, name)) return [];
			return [{ message: `${name} stays set for the session.`, fix: `SET LOCAL ${sqlSetting(name)} …;` }];
		}),
		on("query", ({ query }, context) =>
			query.calls.flatMap(({ name, at, arguments: [setting, , isLocal] }) => {
				if (name !== "set_config" || isLocal !== false || isReset(context, String(setting))) return [];
				const message = `set_config('${setting ?? "…"}', …, false) stays set for the session.`;
				return [{ message, at, fix: "set_config(…, …, true)" }];
			}),
		),
	),
};

function isReset({ later }: Context, name: string): boolean {
	return later.some(({ statement }) => statement.kind === "reset" && (statement.name ?? name) === name);
}

/** ROLE and the like are words of their own; others are names, dotted ones in two parts. */
function sqlSetting(name: string): string {
	const words: Record<string, string> = {
		role: "ROLE",
		session_authorization: "SESSION AUTHORIZATION",
		timezone: "TIME ZONE",
	};
	return words[name] ?? `${name.split(".").map(quoteIdent).join(".")} =`;
}

export const settingRules: Rule[] = [forGood];
