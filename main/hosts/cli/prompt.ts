import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { ConnectionCard } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { printable } from "./output.ts";
import { say } from "./words/say.ts";

/** `--yes`, or a "yes" typed at the terminal. Throws CONFIRMATION_NEEDED where nobody can be asked, CANCELLED for a no. */
export async function confirm(context: Context, question: string): Promise<void> {
	if (context.options.yes) return;
	if (!context.out.interactive) {
		throw new AppError("CONFIRMATION_NEEDED", `${question} Nobody is at a terminal to answer.`, {
			hint: "Look at it, then say --yes.",
		});
	}
	if (!(await askYes(question))) throw new AppError("CANCELLED", "Nothing was done.");
}

/**
 * As `confirm`; where the connection asks for its database's name that is typed instead of the yes. Answers with what the core
 * compares; `--yes` says the name too, for whoever writes it has named the connection.
 */
export async function confirmTyped(
	context: Context,
	question: string,
	{ typedConfirmation, database }: Pick<ConnectionCard, "typedConfirmation" | "database">,
): Promise<{ typed?: string }> {
	if (!typedConfirmation || context.options.yes || !context.out.interactive) {
		await confirm(context, question);
		return typedConfirmation ? { typed: database } : {};
	}
	const typed = await ask(
		say("{question} Type the database's name, {database}, to go on: ", { question, database: printable(database) }),
		process.stderr,
	);
	if (typed !== database) throw new AppError("CANCELLED", "Nothing was done.");
	return { typed };
}

/** A name typed to the letter; `--yes` says it. Errors as of `confirm`. */
export async function confirmName(context: Context, question: string, name: string): Promise<void> {
	if (context.options.yes || !context.out.interactive) return confirm(context, question);
	const typed = await ask(
		say("{question} Type its name, {name}, to go on: ", { question, name: printable(name) }),
		process.stderr,
	);
	if (typed !== name) throw new AppError("CANCELLED", "Nothing was done.");
}

/** A "yes" typed at the terminal; whatever else is a no. */
export async function askYes(question: string): Promise<boolean> {
	const answer = await ask(say("{question} Type yes to go on: ", { question }), process.stderr);
	return answer.trim().toLowerCase() === "yes";
}

/** Reads a line from the terminal without showing it. */
export async function askSecret(question: string): Promise<string> {
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const answer = await ask("", silent);
	process.stderr.write("\n");
	return answer;
}

async function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
	const terminal = createInterface({ input: process.stdin, output, terminal: true });
	const closed = new Promise<never>((_, fail) => {
		terminal.once("SIGINT", () => fail(new AppError("CANCELLED", "Nothing was done.")));
	});
	try {
		return await Promise.race([terminal.question(question), closed]);
	} finally {
		terminal.close();
	}
}
