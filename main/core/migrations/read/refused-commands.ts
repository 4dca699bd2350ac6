/** psql's commands that are not read, each with the reason and the next step. */

interface Refusal {
	names: string[];
	why: string;
	hint: string;
}

const refusals: Refusal[] = [
	{
		names: ["!"],
		why: "runs a command of the shell: it is never read",
		hint: "Take it out; run the command yourself, before or after.",
	},
	{
		names: ["c", "connect", "conninfo", "password"],
		why: "is about another connection: a migration runs on the one that Bulkhead holds, with its lock and its ledger",
		hint: "Take it out, and run the file against the database that is meant.",
	},
	{
		names: [
			"gset",
			"gdesc",
			"bind",
			"parse",
			"close",
			"bind_named",
			"watch",
			"crosstabview",
			"startpipeline",
			"endpipeline",
		],
		why: "needs the answer of a statement while the file is read; Bulkhead reads all of it before anything runs",
		hint: "Say it in SQL: a DO block, or INSERT … SELECT.",
	},
	{
		names: ["q", "quit"],
		why: "would end the file early",
		hint: "Take out what follows, or put it between \\if and \\endif.",
	},
	{
		names: ["o", "out", "w", "write", "g|", "s", "lo_import", "lo_export", "lo_list", "lo_unlink"],
		why: "reads or writes files of this machine",
		hint: "Take it out.",
	},
	{
		names: ["cd", "setenv", "getenv", "prompt", "e", "edit", "ef", "ev"],
		why: "depends on the machine or the person at it: a migration must be the same everywhere",
		hint: "Take it out; \\set gives a variable its value.",
	},
	{
		names: ["a", "C", "f", "H", "html", "pset", "t", "T", "timing", "x", "errverbose"],
		why: "only shapes what psql prints",
		hint: "Take it out: Bulkhead shows times, rows and errors by itself.",
	},
	{
		names: ["r", "reset", "p", "print"],
		why: "is for somebody who types",
		hint: "Take it out.",
	},
	{
		names: ["d", "l", "list", "z", "sf", "sv", "h", "help", "?", "copyright"],
		why: "only shows something",
		hint: "Take it out.",
	},
];

const byName = new Map(refusals.flatMap((refusal) => refusal.names.map((name) => [name, refusal])));

/** Why a command is refused, and what to do. Names are told apart by case, as psql does; \dt, \d+ and the like are \d. */
export function refusalOf(name: string): { message: string; hint: string } {
	const found = byName.get(name) ?? (/^(d|l|z|s[fv])/.test(name) ? byName.get("d") : undefined);
	if (!found) {
		return { message: `\\${name} is no command that Bulkhead reads.`, hint: "Take it out, or say it in SQL." };
	}
	return { message: `\\${name} ${found.why}.`, hint: found.hint };
}
