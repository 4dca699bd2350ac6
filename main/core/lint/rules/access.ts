/** Ways around the policies: functions that run as their owner, views, copies, grants, roles. */
import type { FunctionFacts, ParsedStatement } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import type { KnownTable } from "../known.ts";
import { type Context, EVERY_VERSION, type Fault, on, type Rule } from "../rule.ts";
import { label, sqlName } from "../weigh.ts";
import { guardedOf } from "./guarded.ts";

const definerPath: Rule = {
	id: "definer-search-path",
	severity: "error",
	what: "a SECURITY DEFINER function whose search_path is not pinned, or pinned without pg_temp at its end",
	why: "Whoever calls it decides what its names mean, and their table or function is then used with the owner's rights.",
	versions: EVERY_VERSION,
	judge: on("create-function", ({ function: facts }, { later }) => {
		if (!facts.definer) return [];
		const path = [facts, ...laterOf(facts, later)]
			.flatMap(({ settings }) => settings)
			.find(({ name }) => name === "search_path");
		const fix = `ALTER FUNCTION ${sqlName(facts.name)} SET search_path = pg_catalog, pg_temp;  -- and every other name in it qualified`;
		if (!path)
			return [
				{
					message: `${label(facts.name)} runs as its owner, and its caller's search_path decides what it touches.`,
					fix,
				},
			];
		const values = path.values.flatMap((value) => value.split(",")).map((value) => value.trim().replaceAll('"', ""));
		if (values.every((value) => value === "") || values.at(-1) === "pg_temp") return [];
		const message = `${label(facts.name)} looks for tables among its caller's temporary ones first: pg_temp is not last in its search_path.`;
		return [{ message, severity: "warning", fix }];
	}),
};

function laterOf(facts: FunctionFacts, later: Context["later"]): FunctionFacts[] {
	return later.flatMap(({ statement }) =>
		statement.kind === "alter-function" && statement.function.name.name === facts.name.name ? [statement.function] : [],
	);
}

const definerForAll: Rule = {
	id: "definer-for-public",
	severity: "warning",
	what: "a SECURITY DEFINER function, and no REVOKE … FROM PUBLIC in the file",
	why: "Every function is everybody's to call from the moment it is made, and this one lends its owner's rights.",
	versions: EVERY_VERSION,
	judge: on("create-function", ({ function: facts, trigger, procedure }, { later, known }) => {
		if (
			!facts.definer ||
			trigger ||
			known.executeTaken ||
			later.some(({ statement }) => revokes(statement, facts.name.name))
		)
			return [];
		const what = procedure ? "PROCEDURE" : "FUNCTION";
		const fix = `REVOKE ALL ON ${what} ${sqlName(facts.name)} FROM PUBLIC;`;
		return [{ message: `Everybody may call ${label(facts.name)}, and it runs as its owner.`, fix }];
	}),
};

function revokes(statement: ParsedStatement, name: string): boolean {
	if (statement.kind !== "grant" || statement.grant || !statement.grantees.toPublic) return false;
	const here = /function|procedure|routine/.test(statement.object);
	return here && (statement.schemas.length > 0 || statement.names.some((each) => each.name === name));
}

const defaultsInSchema: Rule = {
	id: "default-privileges-in-schema",
	severity: "warning",
	what: "ALTER DEFAULT PRIVILEGES IN SCHEMA … REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
	why: "With IN SCHEMA it takes nothing away: what PUBLIC gets by default is not a schema's to take.",
	versions: EVERY_VERSION,
	judge: on("default-privileges", ({ grant, object, schemas, grantees }) => {
		if (grant || !/function|routine/.test(object) || schemas.length === 0 || !grantees.toPublic) return [];
		const fix =
			"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;  -- of what this role makes, everywhere";
		return [{ message: "This takes EXECUTE from nobody.", fix }];
	}),
};

const view: Rule = {
	id: "view-without-invoker",
	severity: "error",
	what: "a view over a guarded table without security_invoker",
	why: "The table is read with the rights of the view's owner; where policies do not hold that role, the view shows every tenant's rows.",
	versions: "15–18; before 15 a view cannot be made so",
	judge: on("create-view", ({ name, query, securityInvoker, temporary }, context) => {
		const { known, later, version } = context;
		const guarded = guardedOf(known, query.reads, context);
		const setLater = later.some(
			({ statement }) =>
				statement.kind === "alter-table" &&
				statement.name.name === name.name &&
				statement.actions.some((each) => each.action === "set-options" && each.securityInvoker),
		);
		if (guarded.length === 0 || securityInvoker || setLater || temporary) return [];
		const old = version !== undefined && version < 15;
		const message = `${label(name)} reads ${guarded.map(label).join(", ")} as its owner.`;
		const fix = old
			? `ALTER VIEW ${sqlName(name)} OWNER TO "…";  -- a role that the policies hold; security_invoker comes with 15`
			: `ALTER VIEW ${sqlName(name)} SET (security_invoker = true);  -- 15 and later`;
		return [{ message, at: name.at, fix, table: guarded[0] }];
	}),
};

const invokerTaken: Rule = {
	id: "view-invoker-off",
	severity: "error",
	what: "ALTER VIEW that takes security_invoker off",
	why: "From COMMIT on the view reads its tables with its owner's rights.",
	versions: "15–18",
	judge: (statement) => {
		if (statement.kind !== "alter-table") return [];
		const { name } = statement;
		return statement.actions.flatMap((each): Fault[] => {
			if (each.action !== "set-options" || each.securityInvoker !== false) return [];
			const fix = `ALTER VIEW ${sqlName(name)} SET (security_invoker = true);`;
			return [{ at: each.at, message: `${label(name)} reads its tables as its owner from here on.`, fix }];
		});
	},
};

const copy: Rule = {
	id: "guarded-copy",
	severity: "error",
	what: "CREATE TABLE AS, SELECT INTO or a materialized view of a guarded table",
	why: "The copy has no policies: whoever may read it reads the rows of every tenant that its maker could see.",
	versions: EVERY_VERSION,
	judge: on("create-table-as", ({ name, what, temporary, query }, context) => {
		const guarded = guardedOf(context.known, query.reads, context);
		const protectedLater = context.later.some(
			({ statement }) =>
				statement.kind === "alter-table" &&
				statement.name.name === name.name &&
				statement.actions.some(({ action }) => action === "enable-rls"),
		);
		if (guarded.length === 0 || temporary || protectedLater) return [];
		const message = `${label(name)} keeps rows of ${guarded.map(label).join(", ")} outside their policies.`;
		const fix =
			what === "table"
				? `ALTER TABLE ${sqlName(name)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;  -- in the same file, with policies`
				: `CREATE VIEW ${sqlName(name)} WITH (security_invoker = true) AS …;  -- no policy can be put on a materialized view`;
		return [{ message, at: name.at, fix, table: guarded[0] }];
	}),
};

const toPublic: Rule = {
	id: "grant-to-public",
	severity: "warning",
	what: "GRANT to PUBLIC on tables, sequences, schemas (CREATE) or SECURITY DEFINER functions",
	why: "PUBLIC is every role of the cluster, those of other databases and of later years too.",
	versions: `${EVERY_VERSION}; up to 14 PUBLIC may create in the schema public as it is`,
	judge: on("grant", ({ grant, object, names, schemas, privileges, grantees }, context) => {
		if (!grant || !grantees.toPublic) return [];
		const fix = 'GRANT … TO "a role of this application";';
		if (object === "schema") {
			if (privileges.length > 0 && !privileges.includes("CREATE")) return [];
			const message = `Everybody may create things in ${names.map(label).join(", ")}, for others to stumble over.`;
			return [{ message, severity: "error", fix }];
		}
		if (/function|procedure|routine/.test(object)) {
			const lending = names.filter((name) => context.known.functionsNamed(name).some(({ definer }) => definer));
			const message = `Everybody may call ${lending.map(label).join(", ")}, and it runs as its owner.`;
			return lending.length > 0 ? [{ message, severity: "error", fix }] : [];
		}
		if (object !== "table" && object !== "sequence") return [];
		const what = schemas.length > 0 ? `everything in ${schemas.join(", ")}` : names.map(label).join(", ");
		return [{ message: `Everybody may use ${what}.`, fix, table: firstGuarded(context, names) }];
	}),
};

function firstGuarded(context: Context, names: Parameters<typeof guardedOf>[1]): KnownTable | undefined {
	return guardedOf(context.known, names, context)[0];
}

const pastRls: Rule = {
	id: "grant-past-rls",
	severity: "warning",
	what: "GRANT ALL, TRUNCATE, REFERENCES or TRIGGER on a guarded table",
	why: "Policies do not hold these: TRUNCATE takes every tenant's rows, a foreign key tells which keys there are, a trigger sees each row.",
	versions: EVERY_VERSION,
	judge: on("grant", ({ grant, object, names, privileges, grantees }, context) => {
		const past = privileges.filter((each) => ["TRUNCATE", "REFERENCES", "TRIGGER"].includes(each));
		if (!grant || object !== "table" || (privileges.length > 0 && past.length === 0)) return [];
		const what = privileges.length === 0 ? "ALL" : past.join(", ");
		const whom = [...grantees.roles, ...(grantees.toPublic ? ["PUBLIC"] : [])].join(", ");
		return guardedOf(context.known, names, context).map((table) => ({
			table,
			message: `${what} on ${label(table)} to ${whom} goes past its policies.`,
			fix: `GRANT SELECT, INSERT, UPDATE, DELETE ON ${sqlName(table)} TO …;`,
		}));
	}),
};

const bypass: Rule = {
	id: "bypassrls-role",
	severity: "error",
	what: "CREATE or ALTER ROLE … BYPASSRLS or SUPERUSER",
	why: "No policy holds such a role, and nothing shows when it looks.",
	versions: EVERY_VERSION,
	judge: on("role", ({ name, bypassRls, superuser }) => {
		if (!bypassRls && !superuser) return [];
		const what = superuser ? "SUPERUSER" : "BYPASSRLS";
		const fix = `ALTER ROLE ${quoteIdent(name)} NO${what};  -- and a policy TO this role that says what it may see`;
		return [{ message: `${name} passes by every policy (${what}).`, fix }];
	}),
};

export const accessRules: Rule[] = [
	definerPath,
	definerForAll,
	defaultsInSchema,
	view,
	invokerTaken,
	copy,
	toPublic,
	pastRls,
	bypass,
];
