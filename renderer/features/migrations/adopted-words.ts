import type { AdoptResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";

/** On what a migration was adopted: a history, the checks that hold, or both. */
export function adoptedWords({ checks, history }: AdoptResult["adopted"][number]): string {
	const words = [
		...(history ? [t("adopted.history", { table: history.table, version: history.version })] : []),
		...(checks > 0 ? [t("migration.checks.good", { n: checks })] : []),
	];
	return words.join(" · ");
}
