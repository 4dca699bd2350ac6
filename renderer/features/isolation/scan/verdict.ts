/** What a scan says in one sentence. Pure but for the language. */
import type { NotEvaluated, ScanResult } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import type { Tone } from "../../../ui/badge.tsx";

export interface ScanVerdict {
	tone: Tone;
	says: string;
}

/** `tables`: those with tenants that there are. Sealed is only what was asked, all of it. */
export function verdictOf(result: ScanResult, tables: number): ScanVerdict {
	const { foreignRows, foreignLeftOut, notEvaluated, evaluated } = result;
	const n = notEvaluated.length;
	if (foreignRows.length > 0) {
		const leaking = new Set(foreignRows.map(({ table }) => table)).size;
		const shown = new Set(foreignRows.map(({ tenant }) => tenant)).size;
		const leak = t(foreignLeftOut > 0 ? "scan.verdict.leaks" : "scan.verdict.leak", { n: shown, tables: leaking });
		return { tone: "alarm", says: n > 0 ? `${leak} ${t("scan.verdict.also", { n })}` : leak };
	}
	if (evaluated === 0) return { tone: "look", says: t("scan.verdict.nothing") };
	if (n > 0) return { tone: "look", says: t("scan.verdict.unseen", { n }) };
	if (result.tenants < result.tenantsThere || result.tables < tables) {
		return {
			tone: "calm",
			says: t("scan.verdict.part", {
				...{
					n: result.tenants,
					there: result.tenantsThere,
					tables: result.tables,
					of: Math.max(tables, result.tables),
				},
			}),
		};
	}
	return { tone: "sealed", says: t("scan.verdict.clean", { n: result.tenants, tables: result.tables }) };
}

/** For whom something was not evaluated. */
export function forWhom({ tenant, tenants }: NotEvaluated): string {
	if (tenant === undefined || tenants === 0) return t("scan.missed.everybody");
	return tenants === 1 ? tenant : t("scan.missed.tenants", { n: tenants - 1, tenant });
}
