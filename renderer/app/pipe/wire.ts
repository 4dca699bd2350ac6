import type { ClientContext, ClientLink } from "@orpc/client";

/** An open way into the core. */
export interface Wire {
	link: ClientLink<ClientContext>;
	/** Resolves when it broke; "shut" when there is no use in trying again. */
	closed: Promise<"broken" | "shut">;
}

/** Where wires come from. */
export interface Door {
	/** Rejects when there is no way in now. */
	open(): Promise<Wire>;
}

/** A call that had no way into the core, or lost it on the way. Whether the core heard it is not known. */
export class PipeLost extends Error {
	constructor(cause?: unknown) {
		super("The link to Bulkhead's core is lost.", { cause });
		this.name = "PipeLost";
	}
}
