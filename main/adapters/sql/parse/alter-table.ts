import type { AlterTableCmd, AlterTableType, Node } from "libpg-query";
import type { AlterAction } from "../../../core/ports.ts";
import { columnOf, constraintOf } from "./columns.ts";
import { expressionOf } from "./expressions.ts";
import { isOn, options, type Places, relationName, typeOf } from "./tree.ts";

type Bare = AlterAction extends infer Action ? (Action extends { at: number } ? Omit<Action, "at"> : never) : never;
type Reader = (command: AlterTableCmd, places: Places) => Bare;

const other: Bare = { action: "other" };

/** One clause of an ALTER TABLE; `at` is where it begins. */
export function alterActionOf(command: AlterTableCmd, at: number, places: Places): AlterAction {
	const read = command.subtype && readers[command.subtype];
	return { ...(read ? read(command, places) : other), at } as AlterAction;
}

const column =
	(action: "set-not-null" | "drop-not-null" | "add-identity" | "set-expression"): Reader =>
	({ name = "" }) => ({ action, column: name });
const plain =
	(action: "enable-rls" | "disable-rls" | "force-rls" | "no-force-rls"): Reader =>
	() => ({ action });
const rewrite =
	(how: string): Reader =>
	() => ({ action: "rewrite", how });
const trigger =
	(action: "disable-trigger" | "enable-trigger", named?: string): Reader =>
	({ name = "" }) => ({ action, trigger: named ?? name });

const readers: { [Type in AlterTableType]?: Reader } = {
	AT_AddColumn: ({ def, missing_ok }, places) =>
		def && "ColumnDef" in def
			? { action: "add-column", column: columnOf(def.ColumnDef, places), ifNotExists: missing_ok ?? false }
			: other,
	AT_DropColumn: ({ name = "", missing_ok, behavior }) => ({
		action: "drop-column",
		column: name,
		ifExists: missing_ok ?? false,
		cascade: behavior === "DROP_CASCADE",
	}),
	AT_AlterColumnType: (command, places) => setType(command, places),
	AT_SetNotNull: column("set-not-null"),
	AT_DropNotNull: column("drop-not-null"),
	AT_AddIdentity: column("add-identity"),
	AT_SetExpression: column("set-expression"),
	AT_ColumnDefault: ({ name = "", def }) => (def ? { action: "set-default", column: name } : other),
	AT_AddConstraint: ({ def }, places) => {
		const constraint = def && "Constraint" in def ? constraintOf(def.Constraint, places) : undefined;
		return constraint ? { action: "add-constraint", constraint } : other;
	},
	AT_DropConstraint: ({ name = "", missing_ok }) => ({
		action: "drop-constraint",
		name,
		ifExists: missing_ok ?? false,
	}),
	AT_ValidateConstraint: ({ name = "" }) => ({ action: "validate-constraint", name }),
	AT_EnableRowSecurity: plain("enable-rls"),
	AT_DisableRowSecurity: plain("disable-rls"),
	AT_ForceRowSecurity: plain("force-rls"),
	AT_NoForceRowSecurity: plain("no-force-rls"),
	AT_AttachPartition: ({ def }) => ({ action: "attach-partition", partition: partitionOf(def).name }),
	AT_DetachPartition: ({ def }) => {
		const { name, concurrent } = partitionOf(def);
		return { action: "detach-partition", partition: name, concurrent };
	},
	AT_DisableTrig: trigger("disable-trigger"),
	AT_DisableTrigAll: trigger("disable-trigger", "ALL"),
	AT_DisableTrigUser: trigger("disable-trigger", "USER"),
	AT_EnableTrig: trigger("enable-trigger"),
	AT_EnableAlwaysTrig: trigger("enable-trigger"),
	AT_EnableTrigAll: trigger("enable-trigger", "ALL"),
	AT_EnableTrigUser: trigger("enable-trigger", "USER"),
	AT_AddInherit: ({ def }) =>
		def && "RangeVar" in def ? { action: "inherit", parent: relationName(def.RangeVar) } : other,
	AT_SetLogged: rewrite("SET LOGGED"),
	AT_SetUnLogged: rewrite("SET UNLOGGED"),
	AT_SetTableSpace: rewrite("SET TABLESPACE"),
	AT_SetAccessMethod: rewrite("SET ACCESS METHOD"),
	AT_SetRelOptions: ({ def }) => ({ action: "set-options", ...securityInvoker(def, isOn) }),
	AT_ResetRelOptions: ({ def }) => ({ action: "set-options", ...securityInvoker(def, () => false) }),
};

function setType({ name = "", def }: AlterTableCmd, places: Places): Bare {
	if (!def || !("ColumnDef" in def)) return other;
	const using = expressionOf(def.ColumnDef.raw_default, places);
	const type = typeOf(def.ColumnDef.typeName, places);
	return { action: "set-type", column: name, type, ...(using ? { using } : {}) };
}

function partitionOf(def: Node | undefined): { name: ReturnType<typeof relationName>; concurrent: boolean } {
	if (!def || !("PartitionCmd" in def)) return { name: { name: "" }, concurrent: false };
	return { name: relationName(def.PartitionCmd.name), concurrent: def.PartitionCmd.concurrent ?? false };
}

function securityInvoker(def: Node | undefined, value: typeof isOn): { securityInvoker?: boolean } {
	const listed = def && "List" in def ? options(def.List.items) : [];
	const found = listed.find(({ defname }) => defname === "security_invoker");
	return found ? { securityInvoker: value(found) } : {};
}
