import type { ErrorValue } from "../../contract/index.ts";

/** A job that ended with an error of the contract. */
export class JobFailure extends Error {
	readonly error: ErrorValue;
	constructor(error: ErrorValue) {
		super(error.message);
		this.name = "JobFailure";
		this.error = error;
	}
}
