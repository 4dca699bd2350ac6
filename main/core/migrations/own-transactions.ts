/**
 * The file's own BEGIN and COMMIT. Bulkhead opens and ends each transaction itself, so that the ledger's entry is part of it: the two are
 * taken out, and what stands between them stays together. What would break that promise is refused, judged on the parse tree.
 */
import type { CatalogFault } from "../../contract/index.ts";
import type { SqlPort, TransactionControl } from "../ports.ts";
import { ENDS_TRANSACTION } from "./read/ends-transaction.ts";
import type { Statement } from "./read/statement.ts";

/** A statement as it runs, unless it is taken out; and why the file must not run. */
export interface Taken {
	statement?: Statement;
	fault?: CatalogFault;
}

type Judged = readonly [message: string, hint: string];

const SETS_TRANSACTION = /^SET (?:LOCAL |SESSION )?TRANSACTION\b/;
const OURS = "Bulkhead opens and ends the transaction itself";

/** Statements of one file, in its order. */
export class OwnTransactions {
	readonly #sql: SqlPort;
	readonly #file: string;
	/** Those so far. */
	#blocks = 0;
	/** The BEGIN that is open. */
	#open: Statement | undefined;
	/** What a statement that is taken out has above it goes to the next. */
	#carried: Pick<Statement, "comments" | "says"> = { comments: [] };

	constructor(sql: SqlPort, file: string) {
		this.#sql = sql;
		this.#file = file;
	}

	/** A promise only where the parser is asked. */
	take(statement: Statement): Taken | Promise<Taken> {
		const { head } = statement;
		if (!ENDS_TRANSACTION.test(head) && !SETS_TRANSACTION.test(head)) return this.#keep(statement);
		return this.#sql.transaction(statement.text).then((control) => this.#judge(statement, control));
	}

	/** At the end of the file. */
	get fault(): CatalogFault | undefined {
		return this.#open && this.#tell(this.#open, notClosed(word(this.#open)));
	}

	/** What is said after the last statement that is kept. */
	get lastWords(): string[] {
		return this.#carried.says ?? [];
	}

	#keep(statement: Statement): Taken {
		const { comments, says } = this.#carried;
		const block = this.#open ? { block: this.#blocks } : {};
		if (comments.length === 0 && says === undefined && !this.#open) return { statement };
		this.#carried = { comments: [] };
		const said = says || statement.says ? { says: [...(says ?? []), ...(statement.says ?? [])] } : {};
		return { statement: { ...statement, ...block, ...said, comments: [...comments, ...statement.comments] } };
	}

	#judge(statement: Statement, control: TransactionControl | undefined): Taken {
		// What the parser does not know, the server will refuse in its own words; a savepoint is the transaction's own.
		if (!control || control.does === "savepoint") return this.#keep(statement);
		const refused = refusal(statement, control, this.#open);
		if (control.does === "set" && !refused) return this.#keep(statement);
		this.#carry(statement);
		if (control.does === "begin") {
			if (!this.#open) this.#blocks += 1;
			this.#open ??= statement;
		} else if (control.does === "commit" && this.#open && control.chain) this.#blocks += 1;
		else if (control.does === "commit" || control.does === "rollback") this.#open = undefined;
		return refused ? { fault: this.#tell(statement, refused) } : {};
	}

	#carry({ comments, says = [], lastWords = [] }: Statement): void {
		const before = this.#carried;
		const said = [...(before.says ?? []), ...says, ...lastWords];
		this.#carried = { comments: [...before.comments, ...comments], ...(said.length > 0 ? { says: said } : {}) };
	}

	#tell({ file, line }: Statement, [message, hint]: Judged): CatalogFault {
		return { file: file ?? this.#file, line, message, hint };
	}
}

function refusal(statement: Statement, control: TransactionControl, open: Statement | undefined): Judged | undefined {
	const { does, isolation, readOnly } = control;
	const verb = word(statement);
	if (isolation !== undefined && isolation !== "read committed") return otherLevel(verb, isolation);
	if (readOnly) return cannotWrite(verb);
	switch (does) {
		case "begin":
			return open ? within(verb, open) : undefined;
		case "commit":
			return open ? undefined : nothingOpen(verb);
		case "rollback":
			return takesBack(verb);
		case "two-phase":
			return twoPhase(statement.head);
		case "set":
		case "savepoint":
			return undefined;
	}
}

const word = ({ head }: Statement): string => head.split(" ")[0] ?? "";

const otherLevel = (verb: string, level: string): Judged => [
	`${verb} asks for ${level.toUpperCase()}: ${OURS}, at READ COMMITTED.`,
	"Take the level out; where rows must not change meanwhile, LOCK their tables at the top.",
];
const cannotWrite = (verb: string): Judged => [
	`${verb} asks for READ ONLY: ${OURS}, and the ledger's entry could not be written in it.`,
	"Take READ ONLY out.",
];
const within = (verb: string, open: Statement): Judged => [
	`${verb} stands in a transaction that is open since line ${open.line}: ${OURS}, and one in another there is not.`,
	"Take it out, or write COMMIT before it; a part that may fail is a SAVEPOINT.",
];
const nothingOpen = (verb: string): Judged => [
	`${verb} has no BEGIN before it: ${OURS}.`,
	"Take it out, or write BEGIN where its transaction is to begin.",
];
const notClosed = (verb: string): Judged => [
	`${verb} has no COMMIT after it: ${OURS}, and psql would take back what follows here.`,
	"Write COMMIT where its transaction is to end, or take it out.",
];
const takesBack = (verb: string): Judged => [
	`${verb} takes back what the file has done: ${OURS}, and records what it did.`,
	"Take it out, with what it takes back; to take back a part, use SAVEPOINT and ROLLBACK TO.",
];
const twoPhase = (head: string): Judged => [
	`${head.split(" ").slice(0, 2).join(" ")} parts a transaction from its session: ${OURS}, and its entry would stay open with it.`,
	"Take it out: write COMMIT in the place of PREPARE TRANSACTION, and end a prepared transaction by hand.",
];
