import type { ClusterWide } from "../../core/ports.ts";
import { library } from "./library.ts";

/** Words without which no statement is of this kind: most statements need no parser. */
const SUSPECT = /\b(?:role|user|group|database|tablespace|subscription|system|owned|grant|revoke|parameter)\b/i;

/**
 * In a body, or in a text that makes statements: what its words could become. A comment may say so too: what is not done here can be
 * done on a server of its own.
 */
const INSIDE: readonly (readonly [RegExp, string])[] = [
	[/\b(create|alter|drop)\s+(?:role|group|user(?!\s+mapping))\b/i, "$1 ROLE"],
	[/\b(create|alter|drop)\s+(?:database|tablespace|subscription)\b/i, "$1 DATABASE, TABLESPACE or SUBSCRIPTION"],
	[/\balter\s+system\b/i, "ALTER SYSTEM"],
	[/\b(reassign|drop)\s+owned\b/i, "$1 OWNED"],
	[/\b(grant|revoke)\s+(?:(?!\bon\b)[^;'])+?\s(?:to|from)\s/i, "$1 of a role"],
	[
		/\bon\s+(?:database|tablespace|parameter|role)\b/i,
		"a right or a comment on a database, tablespace, parameter or role",
	],
];

/** Kinds of objects that no database owns, as the grammar names them. */
const SHARED = /^OBJECT_(?:ROLE|DATABASE|TABLESPACE|PARAMETER_ACL|SUBSCRIPTION)$/;

/** By the parse tree; the text of a DO or a function by its words. A text that the parser does not know changes nothing as far as we know. */
export function readClusterWide(text: string, generated: boolean): ClusterWide | undefined {
	if (!SUSPECT.test(text)) return undefined;
	if (generated) return inside(text);
	try {
		for (const { stmt } of library().parseSync(text).stmts ?? []) {
			const [kind, node] = Object.entries(stmt ?? {})[0] ?? [];
			const found = kind === undefined ? undefined : judge(kind, node as Node);
			if (found) return found;
		}
	} catch {
		return undefined;
	}
	return undefined;
}

/** A node of libpg-query's tree, as far as it is read here. */
interface Node {
	objtype?: string;
	objectType?: string;
	renameType?: string;
	removeType?: string;
	args?: Option[];
	options?: Option[];
}

interface Option {
	DefElem?: {
		defname?: string;
		arg?: { String?: { sval?: string }; List?: { items?: { String?: { sval?: string } }[] } };
	};
}

const always: Record<string, string> = {
	CreateRoleStmt: "CREATE ROLE",
	AlterRoleStmt: "ALTER ROLE",
	AlterRoleSetStmt: "ALTER ROLE",
	DropRoleStmt: "DROP ROLE",
	GrantRoleStmt: "GRANT of a role",
	CreatedbStmt: "CREATE DATABASE",
	DropdbStmt: "DROP DATABASE",
	AlterDatabaseStmt: "ALTER DATABASE",
	AlterDatabaseSetStmt: "ALTER DATABASE",
	AlterDatabaseRefreshCollStmt: "ALTER DATABASE",
	AlterSystemStmt: "ALTER SYSTEM",
	CreateTableSpaceStmt: "CREATE TABLESPACE",
	DropTableSpaceStmt: "DROP TABLESPACE",
	AlterTableSpaceOptionsStmt: "ALTER TABLESPACE",
	ReassignOwnedStmt: "REASSIGN OWNED",
	DropOwnedStmt: "DROP OWNED",
	CreateSubscriptionStmt: "CREATE SUBSCRIPTION",
	AlterSubscriptionStmt: "ALTER SUBSCRIPTION",
	DropSubscriptionStmt: "DROP SUBSCRIPTION",
};

const byObject: Record<string, string> = {
	CommentStmt: "COMMENT",
	SecLabelStmt: "SECURITY LABEL",
	GrantStmt: "GRANT",
	RenameStmt: "ALTER … RENAME",
	AlterOwnerStmt: "ALTER … OWNER",
};

function judge(kind: string, node: Node): ClusterWide | undefined {
	const what = always[kind];
	if (what !== undefined) return { what, inside: false, remote: kind.includes("Subscription") };
	const object = node.objtype ?? node.objectType ?? node.renameType ?? node.removeType ?? "";
	const verb = byObject[kind];
	if (verb !== undefined && SHARED.test(object)) {
		return { what: `${verb} on a ${object.slice(7).toLowerCase()}`, inside: false, remote: false };
	}
	if (kind === "DoStmt") return inside(bodyOf(node.args));
	return kind === "CreateFunctionStmt" ? inside(bodyOf(node.options)) : undefined;
}

function bodyOf(options: Option[] = []): string {
	const arg = options.find(({ DefElem }) => DefElem?.defname === "as")?.DefElem?.arg;
	return [arg?.String?.sval, ...(arg?.List?.items ?? []).map((item) => item.String?.sval)].join("\n");
}

function inside(text: string): ClusterWide | undefined {
	for (const [pattern, what] of INSIDE) {
		const [, verb = ""] = pattern.exec(text) ?? [];
		if (pattern.test(text)) {
			return { what: what.replace("$1", verb.toUpperCase()), inside: true, remote: /\bsubscription\b/i.test(text) };
		}
	}
	return undefined;
}
