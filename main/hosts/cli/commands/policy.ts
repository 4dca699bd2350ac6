import type { PolicyState } from "../../../contract/index.ts";
import type { Context } from "../context.ts";

/** What the machine's policy says; exits 7 where its file cannot be used. */
export async function showPolicy({ client, out }: Context): Promise<number> {
	const policy = await client.policy.show();
	out.answer(policy, describe(policy));
	return policy.state === "invalid" ? 7 : 0;
}

function describe({ file, state, faults, rules = { version: 1 } }: PolicyState): string[] {
	if (state === "none") return [`this machine has no policy (${file} is not there)`];
	if (state === "invalid")
		return [`${file} cannot be used: no connection is opened or changed`, ...faults.map((fault) => `  ${fault}`)];
	const { version: _, ...kept } = rules;
	return [`${file} decides:`, ...Object.entries(kept).map(([name, rule]) => `  ${name}: ${JSON.stringify(rule)}`)];
}
