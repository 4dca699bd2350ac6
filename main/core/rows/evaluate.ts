import type { PolicyClause } from "../../contract/index.ts";
import type { DatabaseError } from "../errors.ts";
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { attempt, errorFacts } from "./attempt.ts";
import { fromKeptRow, type KeptRow, keptRow, type RowPlace } from "./keep-row.ts";
import { giveRoleBack, type Place, takeRole } from "./place.ts";

export interface Question {
	expression: string;
	row: KeptRow;
	/**
	 * filter: the planner estimates how many rows it lets, and reads settings for that: what cannot be read fails before any row is met ·
	 * check: it is only run, over a row whose virtual columns are not there when it takes the whole (PostgreSQL 18).
	 */
	as: "filter" | "check";
}

export interface Answer extends Pick<PolicyClause, "result" | "error"> {
	/** The error comes before any row is met: every statement with this expression has it. */
	atStart?: boolean;
}
export type Answers = (question: Question) => Answer;

/**
 * What each expression says of its row to the role. The statement is prepared by the login, for the server has stored the expression
 * read: a role needs no right on the schema of a function that its policy calls. It is run by the role. Ends as the role.
 */
export async function evaluate(
	place: Place,
	questions: readonly Question[],
	at: RowPlace | undefined,
): Promise<Answers> {
	const unique = [...new Map(questions.map((each) => [keyOf(each), each])).values()];
	const answers = new Map<string, Answer>();
	const together = unique.length > 1 ? await allAtOnce(place, unique) : undefined;
	for (const [index, question] of unique.entries()) {
		answers.set(keyOf(question), together?.[index] ?? (await alone(place, question, at)));
	}
	return (question) => answers.get(keyOf(question)) ?? { result: "null" };
}

const keyOf = ({ expression, row, as }: Question): string => `${row} ${as} ${expression}`;

/** One statement for all of them; undefined where one of them fails, which only asking each alone tells. */
async function allAtOnce(place: Place, questions: readonly Question[]): Promise<Answer[] | undefined> {
	const told = await run(place, `SELECT ${questions.map((each, at) => asked(place, each, at)).join(", ")}`);
	if ("error" in told) return undefined;
	return questions.map((_, at) => ({ result: resultOf(told.value[`q${at}`]) }));
}

async function alone(place: Place, question: Question, at: RowPlace | undefined): Promise<Answer> {
	const told = await run(place, `SELECT ${asked(place, question, 0)}`);
	if ("value" in told) return { result: resultOf(told.value.q0) };
	if (told.error.sqlstate !== UNDEFINED_COLUMN || !at) return failed(told);
	const withSystem = await run(place, `SELECT ${asked(place, question, 0, at)}`);
	return "value" in withSystem ? { result: resultOf(withSystem.value.q0) } : failed(told);
}

const UNDEFINED_COLUMN = "42703";
const FORBIDDEN = "42501";

function asked(place: Place, question: Question, index: number, at?: RowPlace): string {
	const { expression, as } = question;
	const from = at ? fromSystem(place, question.row, at) : fromRow(place, question);
	const value = `(SELECT (${expression})::text ${from}) AS q${index}`;
	return as === "filter" ? `${value}, (SELECT 'x' ${from} WHERE ${expression}) AS f${index}` : value;
}

function fromRow(place: Place, { expression, row, as }: Question): string {
	const alias = quoteIdent(place.table.name);
	const virtual = place.columns.filter(({ generated }) => generated && !generated.stored).map(({ name }) => name);
	const bare = as === "check" && expression.includes(".*") && !virtual.some((name) => expression.includes(name));
	return fromKeptRow(place, row, { alias, without: bare ? virtual : [] });
}

/**
 * With the columns that only a table has; such a row is of no type, which an expression of a whole row would need. OFFSET keeps the planner
 * from taking them for constants, and an OR with one of them for true before its other arm is asked.
 */
function fromSystem(place: Place, row: KeptRow, { ctid, tableoid }: RowPlace): string {
	const system = `${quoteLiteral(tableoid)}::pg_catalog.oid AS tableoid, ${quoteLiteral(ctid)}::pg_catalog.tid AS ctid`;
	return `FROM (SELECT (${keptRow(place, row)}).*, ${system} OFFSET 0) AS ${quoteIdent(place.table.name)}`;
}

type Told = { value: Record<string, string | null> } | { error: DatabaseError; atStart?: boolean };

async function run(place: Place, text: string): Promise<Told> {
	const { session } = place;
	await giveRoleBack(place);
	const prepared = await attempt(session, () => session.query(`PREPARE bulkhead_question AS ${text}`));
	await takeRole(place);
	if ("error" in prepared) return prepared;
	const told = await attempt(session, () => session.query("EXECUTE bulkhead_question"));
	const atStart = "error" in told && (await failsAtStart(place, told.error));
	await session.query("DEALLOCATE bulkhead_question");
	return "error" in told ? { ...told, atStart } : { value: told.value[0] ?? {} };
}

/** EXPLAIN plans and starts the statement without running it. An error with a position is about the text, which the server has stored read. */
async function failsAtStart({ session }: Place, { position }: DatabaseError): Promise<boolean> {
	if (position !== undefined) return false;
	return "error" in (await attempt(session, () => session.query("EXPLAIN EXECUTE bulkhead_question")));
}

function resultOf(cell: string | null | undefined): PolicyClause["result"] {
	if (cell === null || cell === undefined) return "null";
	return cell === "true" ? "true" : "false";
}

function failed({ error, atStart }: { error: DatabaseError; atStart?: boolean }): Answer {
	const asked = error.sqlstate === FORBIDDEN && error.position !== undefined;
	const facts = errorFacts(error);
	return {
		result: "error",
		error: asked ? { ...facts, hint: ONLY_ASKED } : facts,
		...(atStart ? { atStart } : {}),
	};
}

const ONLY_ASKED =
	"Only asking about it needs that right: the server has the policy stored, and may well answer. Try the statement itself.";
