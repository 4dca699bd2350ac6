/** Row-level security: on, forced on the owner, and with policies. What is missing is told at the end of the set. */
import type { KnownTable } from "../known.ts";
import { EVERY_VERSION, either, type Fault, onClause, type PlacedFault, type Rule, type SetContext } from "../rule.ts";
import type { Unit } from "../script.ts";
import { label, sqlName } from "../weigh.ts";
import { hasTenants } from "./guarded.ts";

const ROW_SECURITY = /row\s+level\s+security/i;
const POLICY = /create\s+policy/i;

const withoutRls: Rule = {
	id: "tenant-table-without-rls",
	severity: "error",
	what: "a new table with the tenant column, and no ENABLE ROW LEVEL SECURITY by the end of the set",
	why: "Every session that may read the table reads every tenant's rows.",
	versions: EVERY_VERSION,
	judgeSet: (context) =>
		context.known.tables().flatMap((table): PlacedFault[] => {
			if (!table.made || !holdsRows(table) || table.rls !== false || !hasTenants(table, context)) return [];
			// Who goes through the parent is held by the parent's policies; the child is another rule's.
			if (table.parents.some((parent) => hasTenants(context.known.find(parent), context))) return [];
			const { severity, unless } = context.known.ifNowhere("error", ROW_SECURITY);
			const message = `${label(table)} has ${context.tenantColumn} and no row-level security${unless}.`;
			return [{ message, severity, table, place: table.made, fix: enableAll(table, context) }];
		}),
};

function holdsRows({ kind, temporary }: KnownTable): boolean {
	return !temporary && (kind === "table" || kind === "partitioned");
}

function enableAll(table: KnownTable, { tenantColumn }: SetContext): string {
	const name = sqlName(table);
	return [
		`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`,
		`CREATE POLICY "…" ON ${name} USING ("${tenantColumn}" = …) WITH CHECK ("${tenantColumn}" = …);`,
	].join("\n");
}

const withoutPolicy: Rule = {
	id: "rls-without-policy",
	severity: "warning",
	what: "ENABLE ROW LEVEL SECURITY, and no permissive policy by the end of the set",
	why: "Whom row-level security binds sees an empty table and can write nothing: the application stops.",
	versions: EVERY_VERSION,
	judgeSet: ({ known }) =>
		known.tables().flatMap((table): PlacedFault[] => {
			const some = [...table.policies.values()].some(({ permissive }) => permissive);
			if (!table.enabled || table.rls !== true || some) return [];
			const { severity, unless } = known.ifNowhere("warning", POLICY);
			const message = `${label(table)} has row-level security and no policy that lets anything through${unless}.`;
			const fix = `CREATE POLICY "…" ON ${sqlName(table)} USING (…) WITH CHECK (…);`;
			return [{ message, severity, table, place: table.enabled, fix }];
		}),
};

const policyWithoutRls: Rule = {
	id: "policy-without-rls",
	severity: "error",
	what: "CREATE POLICY on a table whose row-level security is off at the end of the set",
	why: "A policy does nothing until row-level security is enabled: everybody sees everything.",
	versions: EVERY_VERSION,
	judgeSet: ({ known }) =>
		known.tables().flatMap((table): PlacedFault[] => {
			const place = [...table.policies.values()].find((policy) => policy.place)?.place;
			if (!place || table.rls === true) return [];
			const { severity, unless } = known.ifNowhere(table.rls === false ? "error" : "warning", ROW_SECURITY);
			const seen = table.rls === false ? "" : " in these files";
			const message = `${label(table)} has policies, and row-level security is not enabled${seen}${unless}.`;
			const fix = `ALTER TABLE ${sqlName(table)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`;
			return [{ message, severity, table, place, fix }];
		}),
};

const notForced: Rule = {
	id: "rls-not-forced",
	severity: "warning",
	what: "ENABLE ROW LEVEL SECURITY without FORCE by the end of the set",
	why: "The owner passes by every policy, and applications often log in as the owner.",
	versions: EVERY_VERSION,
	judgeSet: ({ known }) =>
		known.tables().flatMap((table): PlacedFault[] => {
			if (!table.enabled || table.rls !== true || table.forced === true) return [];
			const { severity, unless } = known.ifNowhere("warning", /force\s+row\s+level\s+security/i);
			const message = `The owner of ${label(table)} is not held by its policies${unless}.`;
			const fix = `ALTER TABLE ${sqlName(table)} FORCE ROW LEVEL SECURITY;`;
			return [{ message, severity, table, place: table.enabled, fix }];
		}),
};

const disabled: Rule = {
	id: "rls-disabled",
	severity: "error",
	what: "DISABLE ROW LEVEL SECURITY without ENABLE further down in the file",
	why: "From COMMIT on every session that may read the table reads every tenant's rows.",
	versions: EVERY_VERSION,
	judge: onClause("disable-rls", (_clause, { name }, { later, script }): Fault[] => {
		if (isDoneAgain(later, name.name, "enable-rls")) return [];
		const fix = `ALTER TABLE ${sqlName(name)} ENABLE ROW LEVEL SECURITY;`;
		const message = `The policies of ${label(name)} hold nobody from here on.`;
		return [{ message, severity: script.rollback ? "warning" : "error", fix }];
	}),
};

const unforced: Rule = {
	id: "rls-not-forced-again",
	severity: "error",
	what: "NO FORCE ROW LEVEL SECURITY without FORCE further down in the file",
	why: "From COMMIT on the owner passes by every policy.",
	versions: EVERY_VERSION,
	judge: onClause("no-force-rls", (_clause, { name }, { later, script }): Fault[] => {
		if (isDoneAgain(later, name.name, "force-rls")) return [];
		const fix = `ALTER TABLE ${sqlName(name)} FORCE ROW LEVEL SECURITY;`;
		const message = `The policies of ${label(name)} do not hold its owner from here on.`;
		return [{ message, severity: script.rollback ? "warning" : "error", fix }];
	}),
};

function isDoneAgain(later: readonly Unit[], table: string, wanted: "enable-rls" | "force-rls"): boolean {
	return later.some(
		({ statement }) =>
			statement.kind === "alter-table" &&
			statement.name.name === table &&
			statement.actions.some(({ action }) => action === wanted),
	);
}

const deployerBound: Rule = {
	id: "force-without-bypass",
	severity: "warning",
	what: "FORCE ROW LEVEL SECURITY by a role that its own policies will bind (seen on the server)",
	why: "Later migrations by this role change no row of the table, unless they say how they get past the policies.",
	versions: EVERY_VERSION,
	judge: either((statement, { role }) => {
		if (statement.kind !== "alter-table" || !role || role.bypassesRls) return [];
		const clause = statement.actions.find(({ action }) => action === "force-rls");
		if (!clause) return [];
		const { name } = statement;
		const message = `${role.name} has no BYPASSRLS: what it changes in ${label(name)} from here on is what the policies let it see.`;
		const fix = [
			`ALTER TABLE ${sqlName(name)} NO FORCE ROW LEVEL SECURITY;`,
			`-- a later change of data, in one transaction`,
			`ALTER TABLE ${sqlName(name)} FORCE ROW LEVEL SECURITY;`,
		];
		return [{ message, at: clause.at, fix: fix.join("\n") }];
	}),
};

const bareChild: Rule = {
	id: "partition-without-rls",
	severity: "warning",
	what: "a partition or child of a guarded table without row-level security of its own",
	why: "The parent's policies hold only those who go through the parent: named directly, the child shows every row.",
	versions: EVERY_VERSION,
	judgeSet: (context) =>
		context.known.tables().flatMap((table): PlacedFault[] => {
			const parent = table.parents.map((name) => context.known.find(name)).find((found) => found?.rls === true);
			if (!table.made || !parent || table.rls === true) return [];
			const { severity, unless } = context.known.ifNowhere("warning", ROW_SECURITY);
			const message = `${label(table)} belongs to ${label(parent)} and has no row-level security of its own${unless}.`;
			const fix = `ALTER TABLE ${sqlName(table)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`;
			return [{ message, severity, table, place: table.made, fix }];
		}),
};

export const rowSecurityRules: Rule[] = [
	withoutRls,
	withoutPolicy,
	policyWithoutRls,
	notForced,
	disabled,
	unforced,
	deployerBound,
	bareChild,
];
