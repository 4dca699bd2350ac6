/** Constraints on tables that have rows: each row has to be looked at, and somebody waits meanwhile. */
import type { Constraint, ObjectName, ParsedStatement } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { type Context, EVERY_VERSION, either, type Fault, on, onClause, type Rule, type Target } from "../rule.ts";
import { bySize, derivedName, label, sqlColumns, sqlName } from "../weigh.ts";

type Judge = (constraint: Constraint, target: Target, context: Context) => Fault[];

/** Constraints that a clause adds: by themselves, or with a column. */
function added(judge: Judge) {
	return either(
		onClause("add-constraint", ({ constraint }, target, context) => judge(constraint, target, context)),
		onClause("add-column", ({ column }, target, context) => {
			// An old row has NULL in a column without a default, which no foreign key minds: PostgreSQL reads none of them.
			const looked = column.constraints.filter(({ kind }) => kind !== "foreign-key" || column.default !== undefined);
			return looked.flatMap((each) => judge(each, target, context).map((fault) => ({ at: each.at, ...fault })));
		}),
	);
}

const foreignKey: Rule = {
	id: "foreign-key-validates",
	severity: "warning",
	what: "ADD FOREIGN KEY without NOT VALID",
	why: "Every row is looked up while nobody may write to either table.",
	versions: `${EVERY_VERSION}; on a partitioned table NOT VALID works from 18`,
	judge: added((constraint, { name, table }, { version }) => {
		if (constraint.kind !== "foreign-key" || constraint.notValid) return [];
		const severity = bySize(table, "warning");
		const message = `The foreign key is checked for all of ${label(name)} at once; writes to both tables wait.`;
		if (table?.kind === "partitioned" && (version === undefined || version < 18)) {
			return [
				{
					message: `${message} On a partitioned table NOT VALID is refused before 18: add it to each partition first.`,
					severity,
				},
			];
		}
		return [{ message, severity, fix: laterValidated(name, constraint) }];
	}),
};

const check: Rule = {
	id: "check-validates",
	severity: "error",
	what: "ADD CHECK without NOT VALID",
	why: "Every row is read while nobody may read or write the table.",
	versions: EVERY_VERSION,
	judge: added((constraint, { name, table }, { version }) => {
		const notNull =
			constraint.kind === "not-null" && version !== undefined && version >= 18 && constraint.name !== undefined;
		if ((constraint.kind !== "check" && !notNull) || constraint.notValid) return [];
		const message = `The constraint is checked for all of ${label(name)} at once, and reads and writes wait.`;
		return [{ message, severity: bySize(table, "error"), fix: laterValidated(name, constraint) }];
	}),
};

function laterValidated(name: Target["name"], constraint: Constraint): string {
	const table = sqlName(name);
	const suffix = constraint.kind === "foreign-key" ? "fkey" : "check";
	const own =
		constraint.name === undefined ? derivedName(name.name, ...constraint.columns, suffix) : quoteIdent(constraint.name);
	return [
		`ALTER TABLE ${table} ADD CONSTRAINT ${own} ${bodyOf(constraint)} NOT VALID;`,
		`-- in a later migration:`,
		`ALTER TABLE ${table} VALIDATE CONSTRAINT ${own};`,
	].join("\n");
}

function bodyOf({ kind, columns, references }: Constraint): string {
	if (kind === "not-null") return `NOT NULL ${sqlColumns(columns)}`;
	if (!references) return "CHECK (…)";
	const far = references.columns.length > 0 ? ` (${sqlColumns(references.columns)})` : "";
	return `FOREIGN KEY (${sqlColumns(columns)}) REFERENCES ${sqlName(references.table)}${far}`;
}

const builds = new Set<Constraint["kind"]>(["unique", "primary-key", "exclusion"]);

const builtIndex: Rule = {
	id: "constraint-builds-index",
	severity: "error",
	what: "ADD UNIQUE, PRIMARY KEY or EXCLUDE that builds its index itself",
	why: "The index is built while nobody may read or write the table.",
	versions: EVERY_VERSION,
	judge: added((constraint, { name, table }) => {
		if (!builds.has(constraint.kind) || constraint.usingIndex !== undefined) return [];
		const severity = bySize(table, "error");
		const what = constraint.kind.replace("-", " ").toUpperCase();
		const message = `${what} builds an index on ${label(name)} under a lock that stops reads and writes.`;
		if (constraint.kind === "exclusion")
			return [{ message: `${message} There is no way to build it beforehand.`, severity }];
		return [{ message, severity, fix: indexFirst(name, constraint) }];
	}),
};

function indexFirst(name: Target["name"], { kind, name: given, columns }: Constraint): string {
	const own = given === undefined ? derivedName(name.name, ...columns, "key") : quoteIdent(given);
	const what = kind === "unique" ? "UNIQUE" : "PRIMARY KEY";
	return [
		`CREATE UNIQUE INDEX CONCURRENTLY ${own} ON ${sqlName(name)} (${sqlColumns(columns)});`,
		`ALTER TABLE ${sqlName(name)} ADD CONSTRAINT ${own} ${what} USING INDEX ${own};`,
	].join("\n");
}

const validatedAtOnce: Rule = {
	id: "validate-in-same-transaction",
	severity: "warning",
	what: "VALIDATE CONSTRAINT in the file that adds the constraint",
	why: "The lock that ADD CONSTRAINT took is held until COMMIT, so the rows are read under it after all.",
	versions: EVERY_VERSION,
	judge: onClause("validate-constraint", ({ name: constraint }, { name, table }, { script }) => {
		const known = table?.constraints.get(constraint);
		if (known?.place?.script !== script || known.validated) return [];
		const message = `${constraint} of ${label(name)} is validated in the transaction that adds it.`;
		return [
			{ message, severity: bySize(table, "warning"), fix: "-- Put VALIDATE CONSTRAINT into the next migration." },
		];
	}),
};

const domain: Rule = {
	id: "domain-constraint-validates",
	severity: "warning",
	what: "ALTER DOMAIN … ADD CONSTRAINT without NOT VALID",
	why: "Every table with a column of the domain is read while nobody may write to it.",
	versions: EVERY_VERSION,
	judge: on("domain-constraint", ({ domain: name, name: given, notValid }, { earlier }) => {
		const fresh = earlier.some(({ statement }) => isMade(statement, name));
		if (notValid || fresh) return [];
		const own = given === undefined ? derivedName(name.name, "check") : quoteIdent(given);
		const fix = [
			`ALTER DOMAIN ${sqlName(name)} ADD CONSTRAINT ${own} CHECK (…) NOT VALID;`,
			`-- in a later migration:`,
			`ALTER DOMAIN ${sqlName(name)} VALIDATE CONSTRAINT ${own};`,
		];
		return [{ message: `Every column of ${label(name)} is checked at once.`, fix: fix.join("\n") }];
	}),
};

function isMade(statement: ParsedStatement, name: ObjectName): boolean {
	return statement.kind === "create" && statement.object === "domain" && label(statement.name) === label(name);
}

export const addConstraintRules: Rule[] = [foreignKey, check, builtIndex, validatedAtOnce, domain];
