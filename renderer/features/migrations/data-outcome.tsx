import type { RestoreResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { RunLines } from "./run-lines.tsx";

export { RollbackOutcome } from "./rollback-outcome.tsx";

/** What was put back, by table; rows that are there no more could not take their values, rows written since may have been kept. */
export function RestoreOutcome({ result: { restored } }: { result: RestoreResult }) {
	const lines = restored.map(({ table, rows, absent, kept }) => ({
		id: table,
		text: restoredWords(rows, absent, kept),
	}));
	return <RunLines lines={lines} />;
}

function restoredWords(rows: number, absent: number, kept: number): string {
	const words = [t("run.restored", { n: rows })];
	if (absent > 0) words.push(t("run.restored.absent", { n: absent }));
	if (kept > 0) words.push(t("run.restored.kept", { n: kept }));
	return words.join(", ");
}
