import type { LintFinding, PrivilegeProblem } from "../../contract/index.ts";
import type { Context } from "./context.ts";
import { printable } from "./output.ts";
import type { Selection } from "./selection.ts";
import { say, told, word } from "./words/say.ts";

/** Lines of each kind; `bulkhead lint` has the rest. */
const SHOWN = 5;

/**
 * What lint and the role's rights say of a run, on standard error, before it begins. Only for somebody at a terminal: reading the files
 * costs a few hundred milliseconds, as much as a small run itself. What cannot be read is told by the run.
 */
export async function tellBeforeRun(context: Context, connection: string, chosen: Selection): Promise<void> {
	const { client, out, options } = context;
	if (!out.interactive || out.json || options.yes) return;
	try {
		const direction = "apply" as const;
		const { steps, refusals } = await client.migrations.plan({ connection, direction, ...chosen });
		if (steps.length === 0 || refusals.length > 0) return;
		const asked = { connection, direction, ids: steps.map(({ id }) => id) };
		const [lint, rights] = await Promise.all([client.lint.files(asked), client.preflight.privileges(asked)]);
		const grave = lint.findings.filter(({ severity }) => severity !== "info");
		for (const line of [...describeProblems(rights.problems), ...describeFindings(grave)]) out.note(printable(line));
	} catch {
		// The run meets the same, and says so once.
	}
}

function describeProblems(problems: readonly PrivilegeProblem[]): string[] {
	const lines = problems.slice(0, SHOWN).flatMap(({ certainty, migration, message, next }) => {
		const whose = migration === undefined ? "" : `${migration} `;
		return [
			`  ${certainty === "fails" ? say("fails") : say("may fail")}: ${whose}${told(message)}`,
			say("    next: {next}", { next: told(next) }),
		];
	});
	return headed(say("Rights"), lines, problems.length - SHOWN);
}

function describeFindings(findings: readonly LintFinding[]): string[] {
	const byGravity = findings.toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
	const lines = byGravity
		.slice(0, SHOWN)
		.map(({ file, line, severity, rule, message }) => `  ${file}:${line}: ${word(severity)} ${rule}: ${told(message)}`);
	return headed(say("Lint (`bulkhead lint` shows each with a safer form)"), lines, findings.length - SHOWN);
}

function headed(title: string, lines: string[], more: number): string[] {
	if (lines.length === 0) return [];
	return [`${title}:`, ...lines, ...(more > 0 ? [say("  … and {more} more", { more })] : [])];
}
