import { type Check, found, ok } from "../check.ts";
import { askCatalogue } from "../demonstrations.ts";

/** The first minor release of each major without the faults below. */
const SAFE: Readonly<Record<number, number>> = { 18: 6, 17: 11, 16: 15, 15: 19, 14: 24 };
/** Majors from here on are newer than what is known here. */
const NEWEST = 18;
const OLDEST = 14;

const FAULTS =
	"CVE-2026-16239 and CVE-2026-14680 let whoever has SQL run code as the server's user; CVE-2026-14666 is one of those by which a kept plan goes on with the policies of another role (CVE-2016-2193, CVE-2023-2455, CVE-2024-10976)";

export const serverVersion: Check = {
	name: "server-version",
	asks: "Is the server's minor release without known ways around row security?",
	server: true,
	judge: ({ facts: { version, versionText } }) => {
		const major = Math.floor(version / 10_000);
		const minor = version % 10_000;
		const object = `server ${versionText}`;
		const safe = SAFE[major];
		if (major > NEWEST || (safe !== undefined && minor >= safe)) return [ok(object)];
		return [
			found(object, {
				severity: "WARN",
				detail:
					major < OLDEST
						? `PostgreSQL ${versionText} is out of support and gets no corrections.`
						: `PostgreSQL ${versionText} is older than ${major}.${safe}.`,
				why: `${FAULTS}. The policies are only as good as the server that asks them.`,
				demonstration: askCatalogue(
					"The server tells its release.",
					"SELECT pg_catalog.current_setting('server_version') AS release",
				),
			}),
		];
	},
};
