import { difference } from "../../catalogue/fingerprint.ts";

/** Lines that are told. */
const TOLD = 200;

/** PostgreSQL 18 lists a NOT NULL that is not plain among the constraints; the column's own line says it in every version. */
const NOT_NULL =
	/^constraint .* NOT NULL (?:"(?:[^"]|"")+"|[^ "]+)(?: NO INHERIT)?(?: NOT VALID)?(?: \[not validated\])?$/;
/** Rights as PostgreSQL writes them (`owner=arwdDxtm/owner`): MAINTAIN, `m`, came with version 17, and owners have it by default. */
const RIGHTS = /=([a-zA-Z*]+)\//g;
const MAINTAIN = /m\*?/g;

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
		lines.filter((line) => !NOT_NULL.test(line)).map((line) => withoutMaintain(line));
	const differing = sameVersion ? difference(target, scratch) : difference(comparable(target), comparable(scratch));
	return { equalsTarget: differing.length === 0, differences: differing.slice(0, TOLD), count: differing.length };
}

function withoutMaintain(line: string): string {
	return line.replaceAll(RIGHTS, (_, rights: string) => `=${rights.replaceAll(MAINTAIN, "")}/`);
}
