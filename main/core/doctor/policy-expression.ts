/**
 * What a policy's expression asks of a row, read from the text that the server writes of it (pg_get_expr), which has every operator in
 * brackets. Pure.
 */

/**
 * From the tightest to the widest. never: no row · tenant: a comparison with the tenant · asks: the tenant is asked about in a way that is
 * not taken apart here (a sub-select, a function) · shared: rows that have no tenant · other: something else than the tenant · true: each row.
 */
export const openness = ["never", "tenant", "asks", "shared", "other", "true"] as const;
export type Openness = (typeof openness)[number];

/** The columns of the row that say whose it is. */
export interface RowColumns {
	tenant: string;
	/** Column of a foreign key that leads to the tenant, where the table has none of its own. */
	path?: string | undefined;
	all: readonly { name: string; notNull: boolean }[];
}

export interface Verdict {
	open: Openness;
	/** The arms that make it so, as the server writes them. */
	arms: string[];
}

const wider = (a: Openness, b: Openness): number => openness.indexOf(a) - openness.indexOf(b);

export const isBound = (open: Openness): boolean => wider(open, "asks") <= 0;

/** How wide the expression is, whatever its parts are joined by: the widest arm of an OR counts, the tightest of an AND. */
export function judgeExpression(text: string, columns: RowColumns): Verdict {
	const expression = unwrap(text);
	const or = split(expression, "OR");
	if (or.length > 1) return widest(or.map((arm) => judgeExpression(arm, columns)));
	const and = split(expression, "AND");
	if (and.length > 1) return tightest(and.map((arm) => judgeExpression(arm, columns)));
	const results = caseResults(expression);
	if (results) return widest(results.map((arm) => judgeExpression(arm, columns)));
	return { open: judgeAtom(expression, columns), arms: [expression] };
}

function widest(arms: Verdict[]): Verdict {
	const open = arms.reduce<Openness>((worst, arm) => (wider(arm.open, worst) > 0 ? arm.open : worst), "never");
	return { open, arms: arms.filter((arm) => arm.open === open).flatMap((arm) => arm.arms) };
}

function tightest(arms: Verdict[]): Verdict {
	return arms.reduce((best, arm) => (wider(arm.open, best.open) < 0 ? arm : best));
}

function judgeAtom(atom: string, columns: RowColumns): Openness {
	const text = withoutCast(atom);
	if (/^true$/i.test(text)) return "true";
	if (/^(false|NULL)$/i.test(text)) return "never";
	const negated = /^NOT\s+(.*)$/s.exec(text)?.[1];
	if (negated !== undefined) return judgeNegated(unwrap(negated), columns);
	const nullTest = /^(.*) IS (NOT )?NULL$/s.exec(text);
	if (nullTest?.[1] !== undefined) return judgeNullTest(unwrap(nullTest[1]), nullTest[2] !== undefined, columns);
	if (/^COALESCE\(/i.test(text) && /\btrue\b/i.test(text)) return "other";
	const sides = compared(text);
	if (sides) return judgeComparison(sides, columns);
	return mentions(text, columns) && !hasComparison(text) ? "asks" : "other";
}

/** Only "not different from the tenant" is a tenant test. */
function judgeNegated(inner: string, columns: RowColumns): Openness {
	const sides = cut(inner, /^ IS DISTINCT FROM /) ?? cut(inner, /^ (<>|!=) /);
	if (sides) return judgeComparison({ ...sides, equals: true }, columns);
	return /^false$/i.test(inner) ? "true" : "other";
}

function judgeNullTest(operand: string, not: boolean, columns: RowColumns): Openness {
	const column = columns.all.find(({ name }) => name === bareColumn(operand));
	if (!column) return "other";
	if (not) return column.notNull ? "true" : "other";
	return column.name === columns.tenant ? (column.notNull ? "never" : "shared") : column.notNull ? "never" : "other";
}

interface Sides {
	left: string;
	right: string;
	equals: boolean;
}

function judgeComparison({ left, right, equals }: Sides, columns: RowColumns): Openness {
	const [a, b] = [plain(left), plain(right)];
	if (a === b) return equals ? "true" : "never";
	if (isLiteral(a) && isLiteral(b)) return equals ? "never" : "true";
	if (!equals) return "other";
	if (bareColumn(a) === columns.tenant) return judgeValue(b, columns);
	if (bareColumn(b) === columns.tenant) return judgeValue(a, columns);
	return mentions(`${left} ${right}`, columns) && !/COALESCE/i.test(left + right) ? "asks" : "other";
}

/** What the tenant is compared with: a column of the same row is no tenant test. */
function judgeValue(value: string, columns: RowColumns): Openness {
	if (/\bSELECT\b/i.test(value)) return "tenant";
	return columns.all.some(({ name }) => names(value, name)) ? "other" : "tenant";
}

/** Left and right of the operator at the outermost level; `= ANY (…)` counts as equality. */
function compared(text: string): Sides | undefined {
	const equal = cut(text, /^ (=|OPERATOR\([^)]*\.=\)) /);
	if (equal) return { ...equal, equals: true };
	const unequal = cut(text, /^ (<>|<=|>=|<|>|~~\*?|!~~\*?|~\*?|!~\*?|@>|<@|&&|\?|IS DISTINCT FROM|OPERATOR\([^)]*\)) /);
	return unequal && { ...unequal, equals: false };
}

function hasComparison(text: string): boolean {
	return compared(text) !== undefined;
}

function cut(text: string, operator: RegExp): { left: string; right: string } | undefined {
	for (const at of outermost(text)) {
		const found = operator.exec(text.slice(at));
		if (found) return { left: text.slice(0, at), right: text.slice(at + found[0].length) };
	}
	return undefined;
}

/** Whether the text names this column, quoted or not. */
export function names(text: string, column: string): boolean {
	const quoted = `"${column.replaceAll('"', '""')}"`;
	const written = text.replaceAll(/'(?:[^']|'')*'/g, "''");
	if (written.includes(quoted)) return true;
	return (
		/^[a-z_][a-z0-9_$]*$/.test(column) &&
		new RegExp(`(?<![\\w$"])${column.replaceAll("$", "\\$")}(?![\\w$"(])`).test(written)
	);
}

const mentions = (text: string, { tenant, path }: RowColumns): boolean =>
	names(text, tenant) || (path !== undefined && names(text, path));

/** The column that a side is, casts and brackets left aside. */
function bareColumn(side: string): string | undefined {
	const found = /^(?:(?:[\w$]+|"(?:[^"]|"")+")\.)*([a-z_][\w$]*|"(?:[^"]|"")+")$/.exec(plain(side));
	const name = found?.[1];
	return name?.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

const plain = (side: string): string => unwrap(withoutCast(unwrap(side.trim())));

const isLiteral = (text: string): boolean => /^(-?\d+(\.\d+)?|'(?:[^']|'')*')$/.test(text);

function withoutCast(text: string): string {
	const trimmed = text.trim();
	const cast = cut(trimmed.replaceAll("::", " :: "), /^ :: (?!.* :: )/);
	if (!cast || !/^[\w\s".()[\],]+$/.test(cast.right) || / (=|<>|<|>) /.test(cast.right)) return trimmed;
	return unwrap(cast.left.replaceAll(" :: ", "::").trim());
}

/** Without the brackets around the whole. */
export function unwrap(text: string): string {
	let inner = text.trim();
	while (inner.startsWith("(") && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1).trim();
	return inner;
}

/** The arms of an OR, however deep it is nested; an expression that is none is its own only arm. */
export function armsOf(text: string): string[] {
	const arms = split(unwrap(text), "OR");
	return arms.length > 1 ? arms.flatMap(armsOf) : [unwrap(text)];
}

/** Without what stands in sub-selects. */
export function withoutSubselects(text: string): string {
	let left = "";
	for (let at = 0; at < text.length; at += 1) {
		const opens = text[at] === "(" && /^\(\s*(SELECT|WITH|VALUES)\b/i.test(text.slice(at, at + 20));
		const end = opens ? closing(text, at) : text[at] === "'" || text[at] === '"' ? quoteEnd(text, at) : at;
		left += opens ? "()" : text.slice(at, end + 1);
		at = end;
	}
	return left;
}

function split(text: string, word: "OR" | "AND"): string[] {
	const arms: string[] = [];
	let from = 0;
	for (const at of outermost(text)) {
		if (text.startsWith(` ${word} `, at)) {
			arms.push(text.slice(from, at));
			from = at + word.length + 2;
		}
	}
	return [...arms, text.slice(from)];
}

/** What a CASE can come to; one without ELSE comes to null as well, which lets nothing through. */
function caseResults(text: string): string[] | undefined {
	if (!/^CASE\s/.test(text) || !/\sEND$/.test(text)) return undefined;
	const inner = text.slice(4, -3);
	const marks = [...outermost(inner)].flatMap((at) => {
		const word = /^\s(WHEN|THEN|ELSE)\s/.exec(inner.slice(at))?.[1];
		return word === undefined ? [] : [{ at, word, end: at + word.length + 2 }];
	});
	return marks.flatMap(({ word, end }, index) =>
		word === "WHEN" ? [] : [inner.slice(end, marks[index + 1]?.at ?? inner.length)],
	);
}

/** Offsets of blanks outside of brackets, quotes and CASE. */
function* outermost(text: string): Generator<number> {
	let cases = text.startsWith("CASE ") ? 1 : 0;
	for (let at = 0; at < text.length; at += 1) {
		const closed = closedAt(text, at);
		at = closed ?? at;
		if (closed !== undefined || !/\s/.test(text[at] ?? "")) continue;
		if (/^\sEND(\W|$)/.test(text.slice(at, at + 5))) cases -= 1;
		if (cases <= 0) yield at;
		if (text.startsWith("CASE ", at + 1)) cases += 1;
	}
}

/** Where what opens here ends: a bracket, a quote. */
function closedAt(text: string, at: number): number | undefined {
	if (text[at] === "(") return closing(text, at);
	return text[at] === "'" || text[at] === '"' ? quoteEnd(text, at) : undefined;
}

function quoteEnd(text: string, from: number): number {
	const quote = text[from] ?? "'";
	for (let at = from + 1; at < text.length; at += 1) {
		if (text[at] !== quote) continue;
		if (text[at + 1] !== quote) return at;
		at += 1;
	}
	return text.length;
}

function closing(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at += 1) {
		const character = text[at];
		if (character === "'" || character === '"') at = quoteEnd(text, at);
		else if (character === "(") depth += 1;
		else if (character === ")") {
			depth -= 1;
			if (depth === 0) return at;
		}
	}
	return text.length;
}
