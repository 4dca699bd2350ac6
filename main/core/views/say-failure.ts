import { AppError, DatabaseError } from "../errors.ts";

/** undefined_function (an operator that the type has not), and classes of what a value does to a type. */
const NO_OPERATOR = "42883";

/** What the server says of a statement of Bulkhead's own is mostly about the value that was given. */
export function sayFailure(caught: unknown): unknown {
	if (!(caught instanceof DatabaseError)) return caught;
	const { sqlstate, message } = caught;
	if (sqlstate.startsWith("22")) {
		return new AppError("BAD_INPUT", `A value does not fit its column: ${message}.`, { sqlstate }, caught);
	}
	if (sqlstate === NO_OPERATOR) {
		return new AppError(
			"BAD_INPUT",
			`A column of this type cannot be sorted or compared so: ${message}.`,
			{ sqlstate },
			caught,
		);
	}
	return caught;
}
