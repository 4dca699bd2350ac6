import type { DoctorSeverity } from "../../../contract/index.ts";
import { AppError } from "../../../core/errors.ts";
import type { Style } from "../output.ts";

/** From the gravest to the mildest. */
export const SEVERITIES: readonly DoctorSeverity[] = ["ERROR", "WARN", "INFO"];
export const severityStyles: Record<DoctorSeverity, Style> = { ERROR: "red", WARN: "yellow", INFO: "cyan" };

/** Of --fail-on. */
export function readSeverity(text = "error"): DoctorSeverity {
	const words: Record<string, DoctorSeverity> = { error: "ERROR", warn: "WARN", warning: "WARN", info: "INFO" };
	const severity = words[text.toLowerCase()];
	if (severity) return severity;
	throw new AppError("BAD_USAGE", `--fail-on ${text}: it is error, warn or info.`);
}
