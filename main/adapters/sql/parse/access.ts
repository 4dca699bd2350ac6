/** Statements about who may do what: policies, functions, grants, roles. */
import type { AlterFunctionStmt, CreateFunctionStmt, CreatePolicyStmt, DefElem, GrantStmt, Node } from "libpg-query";
import type { Body, FunctionFacts, Policy } from "../../../core/ports.ts";
import { bodyOf } from "./bodies.ts";
import { expressionOf, settingsIn } from "./expressions.ts";
import type { Bare, Readers, Source } from "./reader.ts";
import {
	constantOf,
	granteesOf,
	isOn,
	nameFrom,
	nameOf,
	objectWord,
	options,
	type Places,
	placedName,
	stringOf,
	strings,
} from "./tree.ts";

export const accessReaders: Readers = {
	CreatePolicyStmt: (node, { places }) => ({ kind: "create-policy", policy: policyOf(node, places) }),
	AlterPolicyStmt: ({ table, policy_name = "", qual, with_check }, { places }) => ({
		kind: "alter-policy",
		table: placedName(table, places),
		name: policy_name,
		...conditions(qual, with_check, places),
	}),
	CreateFunctionStmt: createFunction,
	AlterFunctionStmt: (node) => ({ kind: "alter-function", function: alteredFunction(node) }),
	DoStmt: ({ args }, source) => ({ kind: "do", body: doBody(options(args), source) }),
	GrantStmt: (node) => ({ kind: "grant", ...granted(node), ...targets(node) }),
	AlterDefaultPrivilegesStmt: ({ action, options: listed }) => ({
		kind: "default-privileges",
		...granted(action ?? {}),
		schemas: options(listed).flatMap(({ defname, arg }) =>
			defname === "schemas" && arg && "List" in arg ? strings(arg.List.items) : [],
		),
	}),
	CreateRoleStmt: ({ role = "", options: listed }) => roleOf(true, role, options(listed)),
	AlterRoleStmt: ({ role, options: listed }) => roleOf(false, role?.rolename ?? "", options(listed)),
};

function policyOf(node: CreatePolicyStmt, places: Places): Policy {
	return {
		name: node.policy_name ?? "",
		table: placedName(node.table, places),
		command: (node.cmd_name ?? "all") as Policy["command"],
		permissive: node.permissive ?? false,
		grantees: granteesOf(node.roles),
		...conditions(node.qual, node.with_check, places),
	};
}

function conditions(
	qual: Node | undefined,
	withCheck: Node | undefined,
	places: Places,
): Pick<Policy, "using" | "check"> {
	const [using, check] = [expressionOf(qual, places), expressionOf(withCheck, places)];
	return { ...(using ? { using } : {}), ...(check ? { check } : {}) };
}

function createFunction(node: CreateFunctionStmt, source: Source): Bare {
	const listed = options(node.options);
	const body = functionBody(node, listed, source);
	return {
		kind: "create-function",
		function: functionFacts(nameFrom(strings(node.funcname)), listed),
		replace: node.replace ?? false,
		procedure: node.is_procedure ?? false,
		trigger: /^(event_)?trigger$/.test(strings(node.returnType?.names).at(-1) ?? ""),
		...(body ? { body } : {}),
	};
}

function alteredFunction({ func, actions }: AlterFunctionStmt): FunctionFacts {
	return functionFacts(nameFrom(strings(func?.objname)), options(actions));
}

function functionFacts(name: FunctionFacts["name"], listed: DefElem[]): FunctionFacts {
	const security = listed.find(({ defname }) => defname === "security");
	const volatility = stringOf(listed.find(({ defname }) => defname === "volatility")?.arg);
	const settings = listed.flatMap(({ defname, arg }) => {
		if (defname !== "set" || !arg || !("VariableSetStmt" in arg)) return [];
		const values = (arg.VariableSetStmt.args ?? []).map((value) => String(constantOf(value) ?? ""));
		return [{ name: arg.VariableSetStmt.name ?? "", values }];
	});
	return {
		name,
		...(security ? { definer: isOn(security) } : {}),
		...(volatility ? { volatility } : {}),
		settings,
	};
}

/** The literal behind AS, or a body that the grammar itself has read (BEGIN ATOMIC, RETURN). */
function functionBody(node: CreateFunctionStmt, listed: DefElem[], { text, places }: Source): Body | undefined {
	const language = languageOf(listed) ?? "sql";
	if (node.sql_body) {
		const nothing = { statements: [], dynamic: [], at: 0, text: "" };
		return { language, ...nothing, ...settingsIn(node.sql_body) };
	}
	const as = listed.find(({ defname }) => defname === "as");
	const parts = as?.arg && "List" in as.arg ? strings(as.arg.List.items) : [];
	const [content] = parts;
	if (!as || content === undefined || parts.length > 1) return undefined;
	return bodyOf({ language, text: content, at: places(as.location), statement: text });
}

function languageOf(listed: DefElem[]): string | undefined {
	return stringOf(listed.find(({ defname }) => defname === "language")?.arg).toLowerCase() || undefined;
}

function doBody(listed: DefElem[], { text, places }: Source): Body {
	const as = listed.find(({ defname }) => defname === "as");
	const language = languageOf(listed) ?? "plpgsql";
	return bodyOf({ language, text: stringOf(as?.arg), at: places(as?.location), statement: text });
}

function granted({ is_grant, privileges, objtype, grantees }: GrantStmt) {
	const names = (privileges ?? []).flatMap((node) => ("AccessPriv" in node ? [node.AccessPriv.priv_name ?? ""] : []));
	return {
		grant: is_grant ?? false,
		privileges: names.map((name) => name.toUpperCase()),
		object: objectWord(objtype),
		grantees: granteesOf(grantees),
	};
}

function targets({ targtype, objects = [] }: GrantStmt): Pick<Extract<Bare, { kind: "grant" }>, "names" | "schemas"> {
	if (targtype === "ACL_TARGET_ALL_IN_SCHEMA") return { names: [], schemas: strings(objects) };
	return { names: objects.map(nameOf), schemas: [] };
}

function roleOf(create: boolean, name: string, listed: DefElem[]): Bare {
	const read = (option: string): boolean | undefined => {
		const found = listed.find(({ defname }) => defname === option);
		return found && isOn(found);
	};
	const [bypassRls, superuser] = [read("bypassrls"), read("superuser")];
	return {
		kind: "role",
		create,
		name,
		...(bypassRls === undefined ? {} : { bypassRls }),
		...(superuser === undefined ? {} : { superuser }),
	};
}
