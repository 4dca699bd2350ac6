import { implement, ORPCError, ValidationError } from "@orpc/server";
import { contract, errorTable } from "../contract/index.ts";
import { AppError, toAppError } from "./errors.ts";
import { faultWords } from "./fault-words.ts";

/** Faults of one input that are told, each at most `FAULT_LENGTH` characters long: the sender knows what else it sent. */
const FAULTS_TOLD = 5;
const FAULT_LENGTH = 200;

/** The contract, ready to be given handlers: whatever a handler throws leaves as one of the error table's codes, typed. */
export const procedures = implement(contract).use(async ({ next, procedure }, input) => {
	try {
		if (input !== undefined && procedure["~orpc"].inputSchema === undefined)
			throw new AppError("BAD_INPUT", "It takes nothing.");
		return await next();
	} catch (caught) {
		throw toWireError(caught);
	}
});

/** Any caught value as oRPC carries it. What oRPC itself refuses becomes BAD_INPUT with the field named, or INTERNAL. */
export function toWireError(caught: unknown): ORPCError<string, unknown> {
	if (caught instanceof ORPCError && caught.code in errorTable) return caught;
	const error = caught instanceof ORPCError ? fromValidation(caught) : toAppError(caught);
	return new ORPCError(error.code, {
		defined: true,
		status: errorTable[error.code].status,
		message: error.message,
		data: error.data,
		cause: error.cause,
	});
}

/** The fields at fault and what is asked of them; never what was sent, for that may be a secret. */
function fromValidation(error: ORPCError<string, unknown>): AppError {
	if (error.code !== "BAD_REQUEST" || !(error.cause instanceof ValidationError)) return toAppError(error);
	const faults = error.cause.issues.slice(0, FAULTS_TOLD).map((issue) => faultWords(issue).slice(0, FAULT_LENGTH));
	const more = error.cause.issues.length - faults.length;
	return new AppError("BAD_INPUT", [...faults, ...(more > 0 ? [`and ${more} more`] : [])].join("; "), {
		hint: "Correct the field that is named, then try again.",
	});
}
