import { ORPCError } from "@orpc/client";
import { type ErrorValue, errorValue } from "../../contract/index.ts";
import { exitCodeOf, toErrorValue } from "../../core/errors.ts";
import { JobFailure } from "./job-failure.ts";
import { type Output, printable } from "./output.ts";
import { say, told, word } from "./words/say.ts";

/** Whatever a command threw, as the contract's error. */
export function failureOf(caught: unknown): ErrorValue {
	if (caught instanceof JobFailure) return caught.error;
	if (!(caught instanceof ORPCError)) return toErrorValue(caught);
	const parsed = errorValue.safeParse({ ...asObject(caught.data), code: caught.code, message: caught.message });
	if (parsed.success) return parsed.data;
	return { code: "INTERNAL", message: caught.message };
}

const asObject = (data: unknown): object => (typeof data === "object" && data !== null ? data : {});

/** Prints the error (the JSON document, or lines for people) and answers with the exit code. */
export function showFailure(out: Output, error: ErrorValue): number {
	if (out.json) out.answer({ error }, []);
	for (const line of describe(error)) out.note(line);
	return exitCodeOf(error.code);
}

function describe(error: ErrorValue): string[] {
	const place = error.file ? `${error.file}${error.line ? `:${error.line}:${error.column ?? 1}` : ""}: ` : "";
	const state = error.sqlstate ? ` (SQLSTATE ${error.sqlstate})` : "";
	// What a server said stays as it said it.
	const message = error.sqlstate === undefined ? told(error.message) : error.message;
	const { faults = [], reasons = [], lost = [], state: now } = error.data ?? {};
	return [
		`${error.code}: ${place}${message.replaceAll(/\s*\n\s*/g, " ")}${state}`,
		...(error.detail ? [say("  detail: {detail}", { detail: error.detail })] : []),
		...(error.statement ? [say("  statement: {statement}", { statement: oneLine(error.statement) })] : []),
		...faults.map(({ file, line, message: fault }) => `  ${file}${line ? `:${line}` : ""}: ${told(fault)}`),
		...reasons.map((reason) => `  - ${told(reason)}`),
		...lost.map(({ object, kind, rows }) =>
			say("  {kind} {object}: {rows} rows would be lost", { kind: word(kind), object, rows }),
		),
		...(now ? [say("  state now: {state}", { state: told(now) })] : []),
		...(error.hint ? [say("  next: {hint}", { hint: told(error.hint) })] : []),
	].map(printable);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 200);
