/** How a *scratch database* is known: by its name, and by the comment that whoever made it put on it. */

const PREFIX = "bulkhead_scratch_";
const MARK = "Bulkhead: scratch database of a rehearsal, dropped at its end. Id ";
const ID = /^[0-9a-f]{12}$/;

/** First key of the advisory lock that the run of a scratch database holds: "scra" in ASCII. */
export const LOCK_CLASS = 0x73637261;

export const newId = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 12);

export const nameOf = (id: string): string => PREFIX + id;

export const markOf = (id: string): string => MARK + id;

/** Second key of that lock. */
export const lockOf = (id: string): number => Number.parseInt(id.slice(0, 7), 16);

/** The id of a scratch database, where its name and its comment say the same; undefined for every other. */
export function idOf(name: string, comment: string | null): string | undefined {
	const id = name.slice(PREFIX.length);
	return ID.test(id) && name === nameOf(id) && comment === markOf(id) ? id : undefined;
}

/** Its name alone says so. */
export const looksLikeOne = (name: string): boolean => name.startsWith(PREFIX);
