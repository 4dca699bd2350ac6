/** Whether a message may come now. Pure: it knows what was asked only by having been told that something was. */
import { MESSAGE } from "./messages.ts";

/** Bytes that a server may say until a login is done. */
const LOGIN_BYTES = 1024 * 1024;

/** May come at any time. */
const always: ReadonlySet<number> = new Set([MESSAGE.Notice, MESSAGE.ParameterStatus, MESSAGE.Notification]);
/** At the end of each statement; a portal that is opened and not run yet ends with being bound and described. */
const ends: ReadonlySet<number> = new Set([MESSAGE.CommandComplete, MESSAGE.EmptyQuery, MESSAGE.PortalSuspended]);
const duringLogin: ReadonlySet<number> = new Set([
	MESSAGE.Authentication,
	MESSAGE.BackendKey,
	MESSAGE.Error,
	MESSAGE.Notice,
	MESSAGE.ParameterStatus,
	MESSAGE.ReadyForQuery,
]);

export class MessageOrder {
	#phase: "login" | "idle" | "asked" | "failed" = "login";
	#loginBytes = 0;
	#loggedIn = false;
	/** Columns of the rows that may come now. */
	#columns: number | undefined;
	/** Something was answered since the last ReadyForQuery. */
	#answered = false;
	#copying = false;

	/** We have sent something. */
	asked(): void {
		if (this.#phase === "idle") this.#phase = "asked";
	}

	get inLogin(): boolean {
		return this.#phase === "login";
	}

	/** What is wrong with this message coming now. `columns`: of a RowDescription or a DataRow. */
	fault(type: number, bytes: number, columns: number): string | undefined {
		if (this.#phase === "login") return this.#loginFault(type, bytes);
		if (always.has(type)) return undefined;
		if (type === MESSAGE.Error) return this.#failed();
		if (type === MESSAGE.Authentication || type === MESSAGE.BackendKey) return "a login in the middle of a session";
		if (this.#phase === "idle") return "an answer that nobody asked for";
		if (type === MESSAGE.ReadyForQuery) return this.#ready();
		if (this.#phase === "failed") return "more of an answer after its error";
		return this.#answerFault(type, columns);
	}

	#loginFault(type: number, bytes: number): string | undefined {
		if (!duringLogin.has(type)) return "what answers there is not PostgreSQL";
		this.#loginBytes += bytes;
		if (this.#loginBytes > LOGIN_BYTES) return "more than a megabyte was said before the login was done";
		if (type === MESSAGE.Authentication) this.#loggedIn = true;
		if (type === MESSAGE.ReadyForQuery) {
			if (!this.#loggedIn) return "it is ready without having asked who we are";
			this.#phase = "idle";
		}
		return undefined;
	}

	/** A server that shuts down says so unasked. */
	#failed(): undefined {
		if (this.#phase === "asked") this.#phase = "failed";
		this.#columns = undefined;
		this.#copying = false;
		this.#answered = true;
	}

	/** What was sent behind the query that is answered here is asked for already; only then may its answer follow at once. */
	#ready(): string | undefined {
		if (!this.#answered) return "the end of a query that was not answered";
		this.#answered = false;
		this.#columns = undefined;
		this.#copying = false;
		this.#phase = "asked";
		return undefined;
	}

	#answerFault(type: number, columns: number): string | undefined {
		if (type === MESSAGE.BindComplete) this.#answered = true;
		else if (type === MESSAGE.RowDescription) this.#columns = columns;
		else if (type === MESSAGE.DataRow) {
			if (this.#columns === undefined) return "a row before its columns";
			if (this.#columns !== columns) return "a row with other columns than announced";
		} else if (type === MESSAGE.CopyOut) this.#copying = true;
		else if (type === MESSAGE.CopyData || type === MESSAGE.CopyDone) {
			if (!this.#copying) return "rows of a COPY that has not begun";
			if (type === MESSAGE.CopyDone) this.#copying = false;
		} else if (ends.has(type)) {
			this.#columns = undefined;
			this.#answered = true;
		}
		return undefined;
	}
}
