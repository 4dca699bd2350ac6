/** From which bloat on something is said: shares of the whole, and bytes. Pure. */
import type { IndexSeverity } from "../../../contract/indexes.ts";

const MB = 1024 * 1024;

export function bloatSeverity({ share, bytes }: { share: number; bytes: number }): IndexSeverity | undefined {
	if (share >= 0.5 && bytes >= 100 * MB) return "WARN";
	return share >= 0.3 && bytes >= 50 * MB ? "INFO" : undefined;
}

/** Pages below which nothing is asked: a rebuild would give nothing worth having. */
export const FEWEST = 1_000;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
