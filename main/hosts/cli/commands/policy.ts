import type { PolicyState } from "../../../contract/index.ts";
import type { Context } from "../context.ts";
import { say, told } from "../words/say.ts";

/** What the machine's policy says; exits 7 where its file cannot be used. */
export async function showPolicy({ client, out }: Context): Promise<number> {
	const policy = await client.policy.show();
	out.answer(policy, describe(policy));
	return policy.state === "invalid" ? 7 : 0;
}

function describe({ file, state, faults, rules = { version: 1 } }: PolicyState): string[] {
	if (state === "none") return [say("this machine has no policy ({file} is not there)", { file })];
	if (state === "invalid")
		return [
			say("{file} cannot be used: no connection is opened or changed", { file }),
			...faults.map((fault) => `  ${told(fault)}`),
		];
	const { version: _, ...kept } = rules;
	return [
		say("{file} decides:", { file }),
		...Object.entries(kept).map(([name, rule]) => `  ${name}: ${JSON.stringify(rule)}`),
	];
}
