import { navigate } from "wouter/use-hash-location";

/** A file of a migration, as a place on the screen. */
export type FileKind = "forward" | "rollback" | "verify";

export type Screen =
	| "overview"
	| "migrations"
	| "tenants"
	| "explorer"
	| "activity"
	| "audit"
	| "fleet"
	| "tenancy"
	| "isolation"
	| "indexes";

/** What an address says. */
export interface Place {
	connection: string | undefined;
	screen: Screen | undefined;
	/** On the migrations screen: a migration's id, "checks", "history", "snapshots" or "certificates". */
	part: string | undefined;
	file: FileKind | undefined;
	line: number | undefined;
	column: number | undefined;
}

/** Where each screen is. Addresses live behind `#`, so that every host serves one page. */
export const paths = {
	start: "/",
	overview: (connection: string) => `/c/${encodeURIComponent(connection)}/overview`,
	migrations: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations`,
	migration: (connection: string, id: string, file?: FileKind, line?: number, column?: number) =>
		[`/c/${encodeURIComponent(connection)}/migrations`, id, file, line, column]
			.filter((part) => part !== undefined)
			.join("/"),
	checks: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/checks`,
	history: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/history`,
	snapshots: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/snapshots`,
	certificates: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/certificates`,
	tenants: (connection: string) => `/c/${encodeURIComponent(connection)}/tenants`,
	/** By id; `part` is then what is escaped here. */
	tenant: (connection: string, id: string) => `/c/${encodeURIComponent(connection)}/tenants/${encodeURIComponent(id)}`,
	/** Through the eyes of the view that is in front; which one that is stands in no address. */
	explorer: (connection: string) => `/c/${encodeURIComponent(connection)}/explorer`,
	activity: (connection: string) => `/c/${encodeURIComponent(connection)}/activity`,
	blocked: (connection: string) => `/c/${encodeURIComponent(connection)}/activity/blocked`,
	tenancy: (connection: string) => `/c/${encodeURIComponent(connection)}/tenancy`,
	isolation: (connection: string) => `/c/${encodeURIComponent(connection)}/isolation`,
	isolationPart: (connection: string, part: "scan" | "coverage") =>
		`/c/${encodeURIComponent(connection)}/isolation/${part}`,
	indexes: (connection: string) => `/c/${encodeURIComponent(connection)}/indexes`,
	indexesPart: (connection: string, part: "tables" | "asked" | "slow" | "compare") =>
		`/c/${encodeURIComponent(connection)}/indexes/${part}`,
	/** By its qualified name, which has a dot and so is none of the parts above. */
	indexesOf: (connection: string, table: string) =>
		`/c/${encodeURIComponent(connection)}/indexes/${encodeURIComponent(table)}`,
	/** Every saved connection. */
	fleet: "/fleet",
	fleetPart: (part: "migrate" | "runs") => `/fleet/${part}`,
	/** Of the whole machine; with a connection, held against its database. */
	audit: (connection?: string) => (connection === undefined ? "/audit" : `/c/${encodeURIComponent(connection)}/audit`),
};

export function goTo(path: string, options: { replace?: boolean } = {}): void {
	navigate(path, options);
}

/** Reads `/c/CONNECTION/SCREEN/PART/FILE/LINE/COLUMN`, of which each may be missing; `/audit` and `/fleet/PART` have no connection; anything else is the start. */
export function placeOf(path: string): Place {
	const [, c, connection, screen, part, file, line, column] = path.split("/");
	const known = c === "c" && connection !== undefined && connection !== "";
	return {
		connection: known ? safelyDecoded(connection) : undefined,
		screen: known
			? oneOf(screen, [
					"overview",
					"migrations",
					"tenants",
					"explorer",
					"activity",
					"audit",
					"tenancy",
					"isolation",
					"indexes",
				])
			: oneOf(c, ["audit", "fleet"]),
		part: c === "fleet" ? connection : part === "" ? undefined : part,
		file: oneOf(file, ["forward", "rollback", "verify"]),
		line: numberIn(line),
		column: numberIn(column),
	};
}

function oneOf<Text extends string>(text: string | undefined, known: readonly Text[]): Text | undefined {
	return known.find((one) => one === text);
}

function numberIn(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** An address typed by hand may hold a broken escape: then it is taken as it stands. */
function safelyDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The file that an error names, as migration and kind: `rollback/008_x.sql` is the rollback of 008. */
export function fileOfError(file: string): { id: string; kind: FileKind } | undefined {
	const match = /(?:^|[\\/])(?:(rollback|verify)[\\/])?(\d{3,})_[^\\/]*$/.exec(file);
	if (!match?.[2]) return undefined;
	return { id: match[2], kind: (match[1] as "rollback" | "verify" | undefined) ?? "forward" };
}
