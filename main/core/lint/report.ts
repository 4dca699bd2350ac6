/** From faults to findings: places become lines and columns, waivers are taken into account. */
import type { LintFinding, LintResult } from "../../contract/index.ts";
import { placeIn } from "../migrations/read/place-in.ts";
import type { Judged } from "./judge-set.ts";
import type { SyntaxFault } from "./read-script.ts";
import type { PlacedFault, Rule } from "./rule.ts";
import { syntax, unusedWaiver, waiverOfNoRule, waiverWithoutReason } from "./rules/the-text.ts";
import { rulesById } from "./rules.ts";
import type { Script } from "./script.ts";
import type { Waiver } from "./waivers.ts";
import { label } from "./weigh.ts";

interface Faults {
	scripts: readonly Script[];
	syntax: readonly SyntaxFault[];
	judged: readonly Judged[];
}

export function toResult({ scripts, syntax: unread, judged }: Faults): LintResult {
	const waived: LintResult["waived"] = [];
	const findings = scripts.flatMap((script) => {
		const own: LintFinding[] = unread
			.filter((fault) => fault.script === script)
			.map((fault) => ({ ...bare(script, syntax), ...textFault(fault) }));
		for (const { rule, fault } of judged.filter(({ fault: each }) => each.place.script === script)) {
			const { unit, at } = fault.place;
			const finding = { ...bare(script, rule), ...placeIn(unit.source, unit.start + at), ...said(fault) };
			const waiver = script.waivers.find(
				(each) => each.rule === rule.id && each.source === unit.source && each.reason !== "",
			);
			if (waiver) waiver.used = true;
			if (!waiver) own.push(finding);
			else if (script.asked) waived.push({ ...allowed(finding), reason: waiver.reason });
		}
		own.push(...script.waivers.flatMap((waiver) => aboutWaiver(waiver, script)));
		return script.asked ? own.sort((a, b) => a.line - b.line || a.column - b.column) : [];
	});
	return { findings, waived };
}

function textFault({ file, line, column, message, hint }: SyntaxFault) {
	return { ...(file === undefined ? {} : { file }), line, column, message: hint ? `${message} ${hint}` : message };
}

const allowed = ({ file, line, rule, message }: LintFinding) => ({ file, line, rule, message });

function bare(
	{ file, migration }: Script,
	{ id, severity, why, versions }: Rule,
): Omit<LintFinding, "line" | "column" | "message"> {
	return { ...(migration === undefined ? {} : { migration }), file, rule: id, severity, why, versions };
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

function aboutWaiver({ rule, reason, used, source, line, column }: Waiver, script: Script): LintFinding[] {
	const place = { line, column, ...(source.file === undefined ? {} : { file: source.file }) };
	if (!rulesById.has(rule))
		return [{ ...bare(script, waiverOfNoRule), ...place, message: `There is no rule ${rule}.` }];
	if (reason === "") {
		return [{ ...bare(script, waiverWithoutReason), ...place, message: `Nothing says why ${rule} is allowed here.` }];
	}
	return used ? [] : [{ ...bare(script, unusedWaiver), ...place, message: `Nothing here is against ${rule}.` }];
}
