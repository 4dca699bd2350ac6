import { ORPCError } from "@orpc/client";
import { type ErrorValue, errorValue } from "../../contract/index.ts";
import { exitCodeOf, toErrorValue } from "../../core/errors.ts";
import { JobFailure } from "./job-failure.ts";
import { type Output, printable } from "./output.ts";

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
	return [
		`${error.code}: ${place}${error.message}${state}`,
		...(error.detail ? [`  detail: ${error.detail}`] : []),
		...(error.statement ? [`  statement: ${oneLine(error.statement)}`] : []),
		...(error.data?.faults ?? []).map(({ file, line, message }) => `  ${file}${line ? `:${line}` : ""}: ${message}`),
		...(error.data?.reasons ?? []).map((reason) => `  - ${reason}`),
		...(error.data?.lost ?? []).map(({ object, kind, rows }) => `  ${kind} ${object}: ${rows} rows would be lost`),
		...(error.data?.state ? [`  state now: ${error.data.state}`] : []),
		...(error.hint ? [`  next: ${error.hint}`] : []),
	].map(printable);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, 200);
