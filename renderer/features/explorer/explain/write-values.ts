import type { ColumnValue, RowWrite } from "../../../../main/contract/index.ts";

export type Command = RowWrite["command"];
/** By column; null is SQL's NULL, and a column that is not there is left out. */
export type Typed = Readonly<Record<string, string | null>>;

interface Form {
	command: Command;
	chosen: Typed;
	values: Typed;
	/** The row is chosen by its primary key. */
	byKey: boolean;
}

/** What is typed, as the core takes it. Pure. */
export function writeOf({ command, chosen, values, byKey }: Form): RowWrite {
	const which = byKey
		? { key: pairs(chosen).map(({ column, value }) => ({ column, value: value ?? "" })) }
		: { where: pairs(chosen) };
	switch (command) {
		case "INSERT":
			return { command, values: pairs(values) };
		case "UPDATE":
			return { command, ...which, values: pairs(values) };
		case "DELETE":
			return { command, ...which };
	}
}

/** Enough is typed to try it. Pure. */
export function isWritable(write: RowWrite): boolean {
	if (write.command === "INSERT") return true;
	const which = (write.key?.length ?? 0) + (write.where?.length ?? 0) > 0;
	return which && (write.command === "DELETE" || write.values.length > 0);
}

const pairs = (typed: Typed): ColumnValue[] => Object.entries(typed).map(([column, value]) => ({ column, value }));
