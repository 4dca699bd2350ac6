import { AppError, DatabaseError } from "../errors.ts";

/** What the server says of a value that it does not let in: constraints (23), and texts that a type does not know or hold (22). */
export async function withValues<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		if (!(caught instanceof DatabaseError) || !/^2[23]/.test(caught.sqlstate)) throw caught;
		const { message, detail, sqlstate } = caught;
		throw new AppError(
			"BAD_INPUT",
			message,
			{
				sqlstate,
				...(detail === undefined ? {} : { detail }),
				hint: "Correct the value that is named, then try again.",
			},
			caught,
		);
	}
}
