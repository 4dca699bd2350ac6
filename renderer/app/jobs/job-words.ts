import type { JobKind } from "../../../main/contract/index.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { escapeHidden } from "../../ui/escape-text.ts";
import { describeHolder } from "../present-error.ts";
import type { FleetView } from "./fleet-view.ts";
import { isOpen, type JobView } from "./job-view.ts";

const titles: Record<JobKind, MessageKey> = {
	apply: "job.apply",
	rehearse: "job.rehearse",
	verify: "job.verify",
	rollback: "job.rollback",
	adopt: "job.adopt",
	restore: "job.restore",
	demo: "job.demo",
	"fleet-status": "job.fleet-status",
	"fleet-migrate": "job.fleet-migrate",
	scan: "job.scan",
};

export function jobTitle(view: JobView): string {
	return t(titles[view.job]);
}

/** What a job is doing right now, in one line. */
export function jobNow(view: JobView): string {
	if (view.cancelling && view.status === "running") return t("job.cancelling");
	if (view.waitingFor) return t("job.waiting", { holder: escapeHidden(describeHolder(view.waitingFor)) });
	const run = view.migrations.at(-1);
	if (view.job === "demo" && view.step) return escapeHidden(view.step.text);
	if (run && isOpen(run)) return t("job.statement", { migration: run.id, at: run.begun, of: run.statements });
	if (view.fleet) return fleetNow(view.fleet);
	if (view.checks.length > 0) return t("job.checks", { n: view.checks.length });
	return view.step ? escapeHidden(view.step.text) : t("job.begun");
}

function fleetNow({ run, statuses, of, paused }: FleetView): string {
	if (!run) return t("job.fleet-heard", { n: statuses.length, of });
	const over = run.entries.filter(({ state }) => !["waiting", "rehearsing", "running"].includes(state)).length;
	return t(paused ? "job.fleet-paused" : "job.fleet-done", { n: over, of: run.entries.length });
}
