import { implement, ORPCError } from "@orpc/server";
import { contract, errorTable } from "../contract/index.ts";
import { toAppError } from "./errors.ts";

/** The contract, ready to be given handlers: whatever a handler throws leaves as one of the error table's codes, typed. */
export const procedures = implement(contract).use(async ({ next }) => {
	try {
		return await next();
	} catch (caught) {
		throw toWireError(caught);
	}
});

/** An AppError as oRPC carries it; oRPC's own errors (validation of input) become BAD_INPUT before they reach a person. */
export function toWireError(caught: unknown): ORPCError<string, unknown> {
	if (caught instanceof ORPCError) return caught;
	const error = toAppError(caught);
	return new ORPCError(error.code, {
		defined: true,
		status: errorTable[error.code].status,
		message: error.message,
		data: error.data,
		cause: error.cause,
	});
}
