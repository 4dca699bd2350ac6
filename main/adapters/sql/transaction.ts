import type { TransactionControl } from "../../core/ports.ts";
import { library } from "./library.ts";

/** A node of libpg-query's tree, as far as it is read here. */
interface Node {
	kind?: string;
	chain?: boolean;
	/** Of SET. */
	name?: string;
	options?: Option[];
	args?: Option[];
}

interface Option {
	DefElem?: { defname?: string; arg?: { A_Const?: { sval?: { sval?: string }; ival?: { ival?: number } } } };
}

const does: Record<string, TransactionControl["does"]> = {
	TRANS_STMT_BEGIN: "begin",
	TRANS_STMT_START: "begin",
	TRANS_STMT_COMMIT: "commit",
	TRANS_STMT_ROLLBACK: "rollback",
	TRANS_STMT_SAVEPOINT: "savepoint",
	TRANS_STMT_RELEASE: "savepoint",
	TRANS_STMT_ROLLBACK_TO: "savepoint",
};

/** Undefined for everything else, and for a text that the parser does not know: the server will say what it thinks of that. */
export function readTransaction(text: string): TransactionControl | undefined {
	const [kind, node] = firstNode(text);
	if (kind === "TransactionStmt") {
		return { does: does[node.kind ?? ""] ?? "two-phase", chain: node.chain ?? false, ...modes(node.options) };
	}
	if (kind !== "VariableSetStmt" || node.name !== "TRANSACTION") return undefined;
	return { does: "set", chain: false, ...modes(node.args) };
}

function firstNode(text: string): [string | undefined, Node] {
	try {
		const [first] = library().parseSync(text).stmts ?? [];
		const [kind, node] = Object.entries(first?.stmt ?? {})[0] ?? [];
		return [kind, (node ?? {}) as Node];
	} catch {
		return [undefined, {}];
	}
}

function modes(options: readonly Option[] = []): Pick<TransactionControl, "isolation" | "readOnly"> {
	const told = (name: string) => options.find(({ DefElem }) => DefElem?.defname === name)?.DefElem?.arg?.A_Const;
	const isolation = told("transaction_isolation")?.sval?.sval;
	const readOnly = told("transaction_read_only")?.ival?.ival === 1;
	return { readOnly, ...(isolation === undefined ? {} : { isolation }) };
}
