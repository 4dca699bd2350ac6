import { navigate } from "wouter/use-hash-location";

/** A file of a migration, as a place on the screen. */
export type FileKind = "forward" | "rollback" | "verify";

export type Screen = "overview" | "migrations";

/** Where each screen is. Addresses live behind `#`, so that every host serves one page. */
export const paths = {
	start: "/",
	overview: (connection: string) => `/c/${encodeURIComponent(connection)}/overview`,
	migrations: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations`,
	migration: (connection: string, id: string, file?: FileKind, line?: number, column?: number) =>
		[`/c/${encodeURIComponent(connection)}/migrations`, id, file, line, column].filter((part) => part !== undefined).join("/"),
	checks: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/checks`,
	history: (connection: string) => `/c/${encodeURIComponent(connection)}/migrations/history`,
};

export function goTo(path: string, options: { replace?: boolean } = {}): void {
	navigate(path, options);
}

/** The file that an error names, as migration and kind: `rollback/008_x.sql` is the rollback of 008. */
export function fileOfError(file: string): { id: string; kind: FileKind } | undefined {
	const match = /(?:^|[\\/])(?:(rollback|verify)[\\/])?(\d{3,})_[^\\/]*$/.exec(file);
	if (!match?.[2]) return undefined;
	return { id: match[2], kind: (match[1] as "rollback" | "verify" | undefined) ?? "forward" };
}
