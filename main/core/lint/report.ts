/** From faults to findings: places become lines and columns, waivers are taken into account. */
import type { LintFinding, LintResult } from "../../contract/index.ts";
import type { Judged } from "./judge-set.ts";
import type { SyntaxFault } from "./read-script.ts";
import type { PlacedFault, Rule } from "./rule.ts";
import { syntax, unusedWaiver, waiverOfNoRule, waiverWithoutReason } from "./rules/the-text.ts";
import { rulesById } from "./rules.ts";
import type { Script } from "./script.ts";
import { readWaivers, type Waiver } from "./waivers.ts";
import { label } from "./weigh.ts";

interface Faults {
	scripts: readonly Script[];
	syntax: readonly SyntaxFault[];
	judged: readonly Judged[];
}

export function toResult({ scripts, syntax: unread, judged }: Faults): LintResult {
	const findings: LintFinding[] = [];
	const waived: LintResult["waived"] = [];
	for (const script of scripts) {
		const placeOf = placer(script.text);
		const waivers = readWaivers(script);
		const own: LintFinding[] = unread
			.filter((fault) => fault.script === script)
			.map(({ at, message, hint }) => ({
				...bare(script, syntax),
				...placeOf(at),
				message: hint ? `${message} ${hint}` : message,
			}));
		for (const { rule, fault } of judged.filter(({ fault: each }) => each.place.script === script)) {
			const { unit, at } = fault.place;
			const finding = { ...bare(script, rule), ...placeOf(unit.start + at), ...said(fault) };
			const waiver = waivers.find((each) => each.rule === rule.id && each.top === unit.top && each.reason !== "");
			if (!waiver) own.push(finding);
			else {
				waiver.used = true;
				waived.push({
					file: finding.file,
					line: finding.line,
					rule: rule.id,
					message: finding.message,
					reason: waiver.reason,
				});
			}
		}
		own.push(...waivers.flatMap((waiver) => aboutWaiver(waiver, script, placeOf)));
		findings.push(...own.sort((a, b) => a.line - b.line || a.column - b.column));
	}
	return { findings, waived };
}

function bare(
	{ file }: Script,
	{ id, severity, why, versions }: Rule,
): Omit<LintFinding, "line" | "column" | "message"> {
	return { file, rule: id, severity, why, versions };
}

function said({ message, fix, severity, table }: PlacedFault): Pick<LintFinding, "message"> & Partial<LintFinding> {
	const live = table?.live;
	return {
		message,
		...(fix === undefined ? {} : { fix }),
		...(severity === undefined ? {} : { severity }),
		...(table ? { table: label(table) } : {}),
		...(live ? { bytes: live.bytes } : {}),
		...(live?.rows === undefined ? {} : { rows: live.rows }),
	};
}

function aboutWaiver(waiver: Waiver, script: Script, placeOf: PlaceOf): LintFinding[] {
	const place = placeOf(waiver.at);
	const known = rulesById.has(waiver.rule);
	if (!known) {
		return [{ ...bare(script, waiverOfNoRule), ...place, message: `There is no rule ${waiver.rule}.` }];
	}
	if (waiver.reason === "") {
		return [
			{ ...bare(script, waiverWithoutReason), ...place, message: `Nothing says why ${waiver.rule} is allowed here.` },
		];
	}
	if (waiver.used) return [];
	return [{ ...bare(script, unusedWaiver), ...place, message: `Nothing here is against ${waiver.rule}.` }];
}

type PlaceOf = (at: number) => { line: number; column: number };

/** Line and column of any offset, by one table of line starts. */
function placer(text: string): PlaceOf {
	const starts = [0];
	for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
	return (at) => {
		let [low, high] = [0, starts.length - 1];
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((starts[middle] ?? 0) <= at) low = middle;
			else high = middle - 1;
		}
		return { line: low + 1, column: [...text.slice(starts[low] ?? 0, at)].length + 1 };
	};
}
