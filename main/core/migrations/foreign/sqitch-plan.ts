/** sqitch.plan: pragmas, then a line a change or a tag, in the order of deployment. */
import { createHash } from "node:crypto";
import type { CatalogFault } from "../../../contract/index.ts";

export interface PlannedChange {
	name: string;
	/** In the plan, 1-based. */
	place: number;
	line: number;
	/** Sqitch's own id: a hash over what the plan says of it. */
	changeId: string;
	/** Tags after it and before the next change of its name: where it was reworked, its files are named by one of them. */
	reworkedAt: string[];
	/** Changes of other projects that it requires or conflicts with. */
	elsewhere: string[];
}

export interface SqitchPlan {
	project: string;
	changes: PlannedChange[];
}

const PRAGMA = /^\s*%\s*([^=\s]+)\s*(?:=\s*(.+?))?\s*$/;
const CHANGE =
	/^\s*(?<operator>[+-])?\s*(?<name>[^\s@:#[\]\\+-][^\s:@#\\[\]]*)\s+(?:\[(?<needs>[^\]]*)\]\s*)?(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\s+(?<planner>[^<]+?)\s+<(?<email>[^>]+)>\s*$/;
const TAG = /^\s*@([^\s/]+)\s/;

/** The changes in their order; what cannot be read is a fault with its line. */
export function readPlan(path: string, text: string, faults: CatalogFault[]): SqitchPlan {
	const read: Read = { pragmas: new Map(), changes: [] };
	for (const [at, written] of text.split(/\r?\n/).entries()) {
		const [, content = "", note = ""] = /^(.*?)(?:\s*#\s*(.*))?$/.exec(written) ?? [];
		const message = content.trim() === "" ? undefined : readLine(read, { content, note, line: at + 1 });
		if (message === undefined) continue;
		faults.push({ file: path, line: at + 1, message, hint: "`sqitch plan` tells what it makes of the file." });
	}
	const { pragmas, changes } = read;
	const project = pragmas.get("project");
	if (project === undefined) faults.push({ file: path, message: "It has no %project.", hint: "See `sqitch init`." });
	return { project: project ?? "", changes: identify(changes, project ?? "", pragmas.get("uri")) };
}

interface Read {
	pragmas: Map<string, string>;
	changes: Open[];
}

/** What is wrong with the line; undefined where it is read. */
function readLine(
	{ pragmas, changes }: Read,
	{ content, note, line }: { content: string; note: string; line: number },
): string | undefined {
	const pragma = changes.length === 0 ? PRAGMA.exec(content) : null;
	if (pragma) {
		pragmas.set(pragma[1] ?? "", pragma[2] ?? "");
		return undefined;
	}
	const tag = TAG.exec(content)?.[1];
	if (tag !== undefined) {
		changes.at(-1)?.tags.push(tag);
		return undefined;
	}
	const { operator, name, needs, date, planner, email } = CHANGE.exec(content)?.groups ?? {};
	if (name === undefined) return "It is no change, no tag and no pragma.";
	if (operator === "-") return "A change that reverts (-) is not read.";
	const by = { planner: planner ?? "", email: email ?? "" };
	changes.push({ name, needs, date: date ?? "", ...by, note, line, tags: [] });
	return undefined;
}

interface Open {
	name: string;
	needs: string | undefined;
	date: string;
	planner: string;
	email: string;
	note: string;
	line: number;
	tags: string[];
}

function identify(changes: readonly Open[], project: string, uri: string | undefined): PlannedChange[] {
	let parent: string | undefined;
	return changes.map((change, at) => {
		const changeId = idOf(change, { project, uri, parent });
		parent = changeId;
		const next = changes.findIndex(({ name }, later) => later > at && name === change.name);
		const reworkedAt = next < 0 ? [] : changes.slice(at, next).flatMap(({ tags }) => tags);
		const elsewhere = needsOf(change).filter(
			(need) => need.includes(":") && !need.replace(/^!/, "").startsWith(`${project}:`),
		);
		return { name: change.name, place: at + 1, line: change.line, changeId, reworkedAt, elsewhere };
	});
}

const needsOf = ({ needs }: Open): string[] => needs?.split(/\s+/).filter(Boolean) ?? [];

/** What Sqitch hashes, in the shape of a Git object. */
function idOf(
	change: Open,
	{ project, uri, parent }: Record<"project", string> & Record<"uri" | "parent", string | undefined>,
): string {
	const own = [`${project}:`, `!${project}:`];
	const needs = needsOf(change).map((need) =>
		own.some((prefix) => need.startsWith(prefix)) ? need.replace(`${project}:`, "") : need,
	);
	const requires = needs.filter((need) => !need.startsWith("!"));
	const conflicts = needs.filter((need) => need.startsWith("!")).map((need) => need.slice(1));
	const note = change.note
		.trim()
		.replaceAll(/\\([nr\\])/g, (_, letter: string) => ({ n: "\n", r: "\r" })[letter] ?? "\\");
	const info = [
		`project ${project}`,
		...(uri ? [`uri ${uri}`] : []),
		`change ${change.name}`,
		...(parent ? [`parent ${parent}`] : []),
		`planner ${change.planner} <${change.email}>`,
		`date ${change.date}`,
		...(requires.length > 0 ? [`requires\n  + ${requires.join("\n  + ")}`] : []),
		...(conflicts.length > 0 ? [`conflicts\n  - ${conflicts.join("\n  - ")}`] : []),
		...(note === "" ? [] : ["", note]),
	].join("\n");
	const bytes = new TextEncoder().encode(info);
	return createHash("sha1").update(`change ${bytes.length}\0`).update(bytes).digest("hex");
}
