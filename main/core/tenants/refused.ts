import { AppError, type DatabaseError } from "../errors.ts";

/** REFUSED, nothing done: with every reason. */
export function refused(
	reasons: readonly string[],
	hint: string,
	{ sqlstate, cause }: { sqlstate?: string; cause?: DatabaseError } = {},
): AppError {
	const [first = "This cannot be done here."] = reasons;
	const data = { reasons: [...reasons], state: "Nothing was changed." };
	return new AppError("REFUSED", first, { hint, data, ...(sqlstate === undefined ? {} : { sqlstate }) }, cause);
}
