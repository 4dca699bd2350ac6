import type { ComparedRow } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";

export type SeenTone = "tenant" | "both" | "other" | "nobody";
type SeenBy = ComparedRow["seenBy"];

/** Whose row it looks like. Pure. */
export function toneOf({ tenant, other }: SeenBy): SeenTone {
	if (tenant && other) return "both";
	if (tenant) return "tenant";
	return other ? "other" : "nobody";
}

/** Everybody who sees it, by name. */
export function seenWords({ tenant, other, admin }: SeenBy, names: { tenant: string; other: string }): string {
	const eyes = [
		...(tenant ? [names.tenant] : []),
		...(other ? [names.other] : []),
		...(admin ? [t("compare.login")] : []),
	];
	return eyes.join(" + ");
}
