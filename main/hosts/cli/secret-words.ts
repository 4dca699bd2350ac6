/** The master password and passphrases: from a file, from an open descriptor, or typed at the terminal; never from the command line. */
import { fstatSync, readFileSync, statSync } from "node:fs";
import { SHORTEST_MASTER_PASSWORD } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";
import type { Context } from "./context.ts";
import { askSecret } from "./prompt.ts";
import { type Message, say } from "./words/say.ts";

export type SecretWord = "MASTER_PASSWORD" | "PASSPHRASE";

const called = { MASTER_PASSWORD: "Master password", PASSPHRASE: "Passphrase" } as const satisfies Record<
	SecretWord,
	Message
>;

/** Undefined where none is given and nobody can be asked. Errors: BAD_INPUT for a file that is not for its owner alone. */
export async function secretWord({ env, out }: Context, word: SecretWord): Promise<string | undefined> {
	const file = env[`BULKHEAD_${word}_FILE`];
	if (file) return firstLine(file, `BULKHEAD_${word}_FILE`);
	const descriptor = env[`BULKHEAD_${word}_FD`];
	if (descriptor) return firstLine(Number(descriptor), `BULKHEAD_${word}_FD`);
	return out.interactive ? askSecret(`${say(called[word])}: `) : undefined;
}

/** One that is new: typed twice, and long enough. Errors: PASSWORD_NEEDED, BAD_INPUT. */
export async function newSecretWord(context: Context, word: SecretWord): Promise<string> {
	const first = await secretWord(context, word);
	if (first === undefined) throw nobodyToAsk(word);
	if (first.length < SHORTEST_MASTER_PASSWORD) {
		throw new AppError("BAD_INPUT", `It needs at least ${SHORTEST_MASTER_PASSWORD} characters.`);
	}
	const typed = context.out.interactive && !context.env[`BULKHEAD_${word}_FILE`] && !context.env[`BULKHEAD_${word}_FD`];
	if (typed && (await askSecret(say("Again: "))) !== first)
		throw new AppError("BAD_INPUT", "The two are not the same.");
	return first;
}

export function nobodyToAsk(word: SecretWord): AppError {
	return new AppError("PASSWORD_NEEDED", `${called[word]}: nobody is at a terminal to type it.`, {
		hint: `Put it as the first line of a file for its owner alone, and name that in BULKHEAD_${word}_FILE; or give an open descriptor in BULKHEAD_${word}_FD.`,
	});
}

function firstLine(from: string | number, variable: string): string {
	try {
		const { mode } = typeof from === "string" ? statSync(from) : fstatSync(from);
		if (typeof from === "string" && process.platform !== "win32" && (mode & 0o077) !== 0) throw readable(variable);
		return readFileSync(from, "utf8").split("\n", 1)[0]?.replace(/\r$/, "") ?? "";
	} catch (caught) {
		if (caught instanceof AppError) throw caught;
		throw new AppError("BAD_INPUT", `What ${variable} names cannot be read.`);
	}
}

const readable = (variable: string): AppError =>
	new AppError("BAD_INPUT", `The file that ${variable} names can be read by others, so it is not used.`, {
		hint: "chmod 600 it.",
	});
