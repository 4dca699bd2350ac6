/** Why nothing can be changed through a connection: the error of a run, and a sentence of a plan. */
import { AppError } from "../errors.ts";

export interface Obstacle {
	message: string;
	hint: string;
	/** What was seen, in sentences. */
	seen?: string[];
}

export const readOnlySession: Obstacle = {
	message: "This server is a standby, or it lets this session only read.",
	hint: "Connect to the primary, or see default_transaction_read_only of the role and the database.",
};

export function pooled(seen: string[]): Obstacle {
	const message = "A pooler stands in front of this server, and gives no session of its own.";
	const hint =
		"Use the server's direct port, or the pooler's session mode. Reading works here: status, verify, lint, and the plan.";
	return { message, hint, seen };
}

/** Evidence against a pooler. */
export function processChanged(from: number, to: string | undefined): string {
	return `The server process changed from ${from} to ${to} between two statements of one session.`;
}

export function refusal({ message, hint, seen }: Obstacle): AppError {
	const data = { ...(seen ? { reasons: seen } : {}), state: "Nothing was run." };
	return new AppError("REFUSED", message, { hint, data });
}

/** All of it in a row. */
export function sentenceOf({ message, hint, seen = [] }: Obstacle): string {
	return [message, ...seen, hint].join(" ");
}
