/** About the text itself: what cannot be read, what is not looked into, and waivers. */
import { EVERY_VERSION, either, on, type Rule } from "../rule.ts";

export const syntax: Rule = {
	id: "syntax",
	severity: "error",
	what: "text that PostgreSQL's grammar (version 18) does not take",
	why: "The server will refuse it, and what stands behind it is not judged.",
	versions: EVERY_VERSION,
};

const notLookedInto: Rule = {
	id: "not-looked-into",
	severity: "info",
	what: "SQL that is put together when it runs, in a DO block or for `\\gexec`; bodies and statements that are not read",
	why: "What runs there is not known before it runs: a rehearsal shows its locks, its rewrites and what it changes.",
	versions: EVERY_VERSION,
	judge: either(
		on("do", ({ body }) => {
			if (body.unread) return [{ at: body.at, message: `This DO block is not looked into: ${body.unread}.` }];
			const [first] = body.dynamic;
			if (!first) return [];
			const count = body.dynamic.length;
			const what = count === 1 ? "An EXECUTE" : `${count} EXECUTEs`;
			return [{ at: first.at, message: `${what} of a text that is put together here: not looked into.` }];
		}),
		on("create-function", ({ function: { name }, body }) =>
			body?.unread ? [{ at: body.at, message: `The body of ${name.name} is not looked into: ${body.unread}.` }] : [],
		),
		(_statement, { unit }) =>
			unit.source.each && !unit.nested
				? [{ message: "\\gexec: what this query answers with is run, and not looked into." }]
				: [],
		on("unread", ({ why }) => [{ message: `This statement is not looked into: it is ${why}.` }]),
	),
};

export const waiverWithoutReason: Rule = {
	id: "waiver-without-reason",
	severity: "warning",
	what: "`-- bulkhead: allow RULE` without a reason",
	why: "Whoever reads it later cannot tell a decision from a shortcut, so it waives nothing.",
	versions: EVERY_VERSION,
};

export const waiverOfNoRule: Rule = {
	id: "waiver-of-no-rule",
	severity: "warning",
	what: "a waiver that names no rule there is",
	why: "A mistyped name waives nothing.",
	versions: EVERY_VERSION,
};

export const unusedWaiver: Rule = {
	id: "waiver-unused",
	severity: "info",
	what: "a waiver above a statement that has no such finding",
	why: "It would hide the next mistake made there.",
	versions: EVERY_VERSION,
};

export const textRules: Rule[] = [syntax, notLookedInto, waiverWithoutReason, waiverOfNoRule, unusedWaiver];
