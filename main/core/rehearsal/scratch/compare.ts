import { difference } from "../../catalogue/fingerprint.ts";

/** Lines that are told. */
const TOLD = 200;

/** PostgreSQL 18 lists NOT NULL among the constraints; the column's own line says it in every version. */
const NOT_NULL = /^constraint .* NOT NULL (?:"(?:[^"]|"")+"|\S+)(?: NO INHERIT)?(?: NOT VALID)? validated /;
/** A right that came with PostgreSQL 17, and that owners have by default. */
const MAINTAIN = / [^ ]+:MAINTAIN\*?/g;

export interface Compared {
	equalsTarget: boolean;
	differences: string[];
	/** All of them. */
	count: number;
}

/** Two catalogues against each other; between two versions of PostgreSQL what only one of them can say is left out. */
export function compareCatalogues(
	target: readonly string[],
	scratch: readonly string[],
	sameVersion: boolean,
): Compared {
	const comparable = (lines: readonly string[]): string[] =>
		lines.filter((line) => !NOT_NULL.test(line)).map((line) => line.replaceAll(MAINTAIN, ""));
	const differing = sameVersion ? difference(target, scratch) : difference(comparable(target), comparable(scratch));
	return { equalsTarget: differing.length === 0, differences: differing.slice(0, TOLD), count: differing.length };
}
