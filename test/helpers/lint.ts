/** Lint as its users see it, without a wire, and tables of texts that a rule must and must not object to. */
import { sqlPort } from "../../main/adapters/sql/sql.ts";
import type { LintResult, LintSeverity } from "../../main/contract/index.ts";
import { judgeSet } from "../../main/core/lint/judge-set.ts";
import { Known } from "../../main/core/lint/known.ts";
import { readScript } from "../../main/core/lint/read-script.ts";
import { toResult } from "../../main/core/lint/report.ts";
import type { Premises } from "../../main/core/lint/rule.ts";
import { textSources } from "../../main/core/lint/text-sources.ts";

export const sql = sqlPort();

export interface LintCase {
	rule: string;
	severity: LintSeverity;
	/** What the rule objects to; `«` stands where the finding must point. A line `-- file: NAME` begins another file. */
	bad: string;
	/** As near to it as can be, and fine. */
	good: string | string[];
	premises?: Partial<Premises>;
}

export async function lintText(text: string, premises: Partial<Premises> = {}): Promise<LintResult> {
	const read = await Promise.all(textSources(filesOf(text)).map((source) => readScript(sql, source)));
	const scripts = read.map(({ script }) => script);
	const given = { tenantColumn: "tenant_id", version: undefined, idempotent: false, ...premises };
	const { judged } = judgeSet({ scripts, premises: given, known: new Known() });
	return toResult({ scripts, syntax: read.flatMap(({ faults }) => faults), judged });
}

export function filesOf(text: string): { file: string; text: string }[] {
	const [first = "", ...others] = text.split(/^-- file: /m);
	const named = others.map((part) => {
		const end = part.indexOf("\n");
		return { file: part.slice(0, end), text: part.slice(end + 1) };
	});
	return first.trim() === "" && named.length > 0 ? named : [{ file: "001_first.sql", text: first }, ...named];
}

/** Where the mark stands, as a finding would say it, and the text without it. */
export function marked(text: string): { text: string; at: string } {
	const files = filesOf(text);
	const found = files.find((file) => file.text.includes("«"));
	if (!found) throw new Error(`no mark in ${text}`);
	const before = found.text.slice(0, found.text.indexOf("«"));
	const lines = before.split("\n");
	const at = `${found.file}:${lines.length}:${[...(lines.at(-1) ?? "")].length + 1}`;
	return { text: text.replace("«", ""), at };
}
