import type {
	FleetRun,
	FleetStatusResult,
	JobResult,
	RehearsedMigration,
	RehearseResult,
	ScanResult,
} from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import type { Tone } from "../../ui/badge.tsx";
import type { JobView } from "./job-view.ts";

export interface RunHeadline {
	tone: Tone;
	text: string;
}

/** How a run stands, in a few words. Pure but for the language. */
export function headlineOf(view: JobView): RunHeadline {
	const { end, job } = view;
	if (!end) return { tone: "calm", text: t(`run.running.${job}`) };
	if (end.status === "done") return headlineOfResult(end.outcome);
	const cancelled = end.error.code === "CANCELLED";
	return { tone: cancelled ? "look" : "alarm", text: t(cancelled ? "run.cancelled" : `run.failed.${job}`) };
}

/** Clean is only what was looked at, and all of it. */
function headlineOfScan({ foreignRows, foreignLeftOut, notEvaluated, evaluated }: ScanResult): RunHeadline {
	const n = foreignRows.length + foreignLeftOut;
	if (n > 0) return { tone: "alarm", text: t("run.scan.foreign", { n }) };
	if (notEvaluated.length > 0) return { tone: "look", text: t("run.scan.unseen") };
	return { tone: "sealed", text: t("run.scan.clean", { n: evaluated }) };
}

function headlineOfResult(outcome: JobResult): RunHeadline {
	switch (outcome.job) {
		case "apply": {
			const { applied, checks } = outcome.result;
			const done = applied.length === 0 ? t("run.applied.none") : t("run.applied", { n: applied.length });
			if (checks.failed === 0) return { tone: "sealed", text: done };
			return { tone: "look", text: `${done}, ${t("run.and-bad", { n: checks.failed })}` };
		}
		case "rehearse":
			return headlineOfRehearsal(outcome.result);
		case "verify": {
			const { passed, failed } = outcome.result;
			if (failed > 0) return { tone: "look", text: t("run.verified.bad", { n: failed }) };
			return { tone: "sealed", text: passed === 0 ? t("run.verified.none") : t("run.verified.good", { n: passed }) };
		}
		case "rollback":
			return { tone: "sealed", text: t("run.rolled-back", { n: outcome.result.rolledBack.length }) };
		case "adopt": {
			const { length: n } = outcome.result.adopted;
			return { tone: n === 0 ? "look" : "sealed", text: n === 0 ? t("run.adopted.none") : t("run.adopted", { n }) };
		}
		case "scan":
			return headlineOfScan(outcome.result);
		case "restore": {
			const rows = outcome.result.restored.reduce((sum, table) => sum + table.rows, 0);
			return { tone: "sealed", text: t("run.restored", { n: rows }) };
		}
		case "fleet-status":
			return headlineOfFleet(outcome.result.summary);
		case "fleet-migrate":
			return headlineOfFleetRun(outcome.result);
		case "demo":
			return { tone: "sealed", text: t("demo.tenants", { n: outcome.result.tenants }) };
	}
}

function headlineOfFleet({ targets, settled }: FleetStatusResult["summary"]): RunHeadline {
	return { tone: settled === targets ? "sealed" : "look", text: t("run.fleet-status", { n: targets, settled }) };
}

function headlineOfFleetRun({ entries, state }: FleetRun): RunHeadline {
	const done = entries.filter((entry) => entry.state === "done").length;
	const text = t("run.fleet-migrated", { n: done, of: entries.length });
	if (done === entries.length) return { tone: "sealed", text };
	return { tone: state === "cancelled" ? "look" : "alarm", text };
}

function headlineOfRehearsal({ rehearsal, scratch }: RehearseResult): RunHeadline {
	const done = t("run.rehearsed", { n: rehearsal.length });
	const sound = rehearsal.every(isSound) && scratch?.equalsTarget !== false;
	return sound ? { tone: "sealed", text: done } : { tone: "look", text: `${done}: ${t("run.rehearsed.look")}` };
}

function isSound({ comesBack, checks, tenants, tenantsMissing }: RehearsedMigration): boolean {
	const warned = tenants.some(({ warnings }) => warnings.length > 0);
	return comesBack !== false && checks.every(({ ok }) => ok) && !warned && tenantsMissing === undefined;
}
