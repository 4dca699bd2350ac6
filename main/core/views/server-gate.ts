/** Minor versions below which anybody who may send SQL can run code as the server's own user (CVE-2026-16239, CVE-2026-14680). */
const fixed: Readonly<Record<number, number>> = { 14: 24, 15: 19, 16: 15, 17: 11, 18: 6 };

/** In a sentence, what is wrong with this server for SQL of somebody's own; undefined where nothing is. `version`: server_version_num. */
export function gateOf(version: number, text: string): string | undefined {
	const major = Math.floor(version / 10_000);
	const minor = version % 10_000;
	const wanted = fixed[major];
	if (wanted === undefined && major > 18) return undefined;
	if (wanted !== undefined && minor >= wanted) return undefined;
	const newer = wanted === undefined ? "a version that is still kept up" : `${major}.${wanted}`;
	return `This server is PostgreSQL ${text}: before ${newer} SQL can break out of the server (CVE-2026-16239, CVE-2026-14680), so Bulkhead reads free SQL as well and lets through only functions that it knows.`;
}
