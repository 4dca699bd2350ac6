import { parseArgs } from "node:util";

export const groupNames = [
	"apply",
	"many",
	"large",
	"rls",
	"start",
	"connect",
	"store",
	"snapshots",
	"fleet",
	"scan",
	"tenants",
	"indexes",
	"views",
] as const;
export type GroupName = (typeof groupNames)[number];

export interface Options {
	/** Fewer rounds over smaller sets: to see that it works, not to quote. */
	quick: boolean;
	only: readonly GroupName[];
	/** Bundle afresh before measuring. */
	build: boolean;
	/** The table goes here; undefined: to standard output alone. */
	out: string | undefined;
}

export const usage = `npm run bench -- [--quick] [--only ${groupNames.join("|")}]… [--no-build] [--out FILE]
  --quick     fewer rounds, smaller sets
  --only      these groups alone
  --no-build  measure dist/ as it is
  --out       write the table there; only a whole, slow run writes docs/benchmarks.md by itself`;

/** Throws an Error that says what is wrong. */
export function readOptions(args: string[], defaultOut: string): Options {
	const { values } = parseArgs({
		args,
		options: {
			quick: { type: "boolean", default: false },
			only: { type: "string", multiple: true },
			"no-build": { type: "boolean", default: false },
			out: { type: "string" },
		},
	});
	const asked = values.only?.flatMap((each) => each.split(","));
	const unknown = asked?.filter((each) => !isGroup(each)) ?? [];
	if (unknown.length > 0) throw new Error(`there is no group ${unknown.join(", ")}: ${groupNames.join(", ")}`);
	const whole = !(values.quick || asked);
	return {
		quick: values.quick,
		only: asked?.filter(isGroup) ?? groupNames,
		build: !values["no-build"],
		out: values.out ?? (whole ? defaultOut : undefined),
	};
}

const isGroup = (name: string): name is GroupName => (groupNames as readonly string[]).includes(name);
