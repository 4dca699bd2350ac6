import type { AuditEntry } from "../../contract/index.ts";
import { csvCell } from "../csv-cell.ts";

const columns: readonly [string, (entry: AuditEntry) => unknown][] = [
	["seq", ({ seq }) => seq],
	["at", ({ at }) => at.toISOString()],
	["action", ({ action }) => action],
	["effect", ({ effect }) => effect],
	["outcome", ({ outcome }) => outcome],
	["code", ({ code }) => code],
	["by", ({ by }) => by],
	["host", ({ host }) => host],
	["connection", ({ connection }) => connection?.name],
	["server", ({ connection }) => connection?.server],
	["database", ({ database }) => database],
	["role", ({ connection }) => connection?.role],
	["tenant", ({ tenant }) => tenant],
	["reason", ({ reason }) => reason],
	["ticket", ({ ticket }) => ticket],
	["counts", ({ counts }) => counts && JSON.stringify(counts)],
	["ended_at", ({ endedAt }) => endedAt?.toISOString()],
	["ms", ({ ms }) => ms],
	["details", ({ details }) => JSON.stringify(details)],
	["hash", ({ hash }) => hash],
];

export const csvHead = `${columns.map(([name]) => name).join(",")}\r\n`;

export const csvLine = (entry: AuditEntry): string =>
	`${columns.map(([, read]) => csvCell(read(entry))).join(",")}\r\n`;
