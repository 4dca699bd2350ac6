import type { MigrationStatus } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";

/** What is known of a migration's checks, in a few words. */
export function checksWords({ checks, checkCount }: MigrationStatus): string {
	if (checkCount === 0) return t("migration.checks.none");
	if (!checks || checks.passed + checks.failed === 0) return t("migration.checks.count", { n: checkCount });
	if (checks.failed > 0) return t("migration.checks.bad", { n: checks.failed, of: checks.passed + checks.failed });
	return t("migration.checks.good", { n: checks.passed });
}
