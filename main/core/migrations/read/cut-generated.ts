import { AppError } from "../../errors.ts";
import { ENDS_TRANSACTION } from "./ends-transaction.ts";
import { Pending } from "./pending.ts";
import { readToken } from "./tokens.ts";

/** The statements of a text that a statement has made. BAD_INPUT for what must not run, or cannot be read. */
export function cutGenerated(text: string): string[] {
	const statements: string[] = [];
	let pending = new Pending();
	const close = (): void => {
		if (ENDS_TRANSACTION.test(pending.head))
			throw refused(`${pending.head.split(" ")[0]} would end Bulkhead's transaction`, text);
		if (pending.wantsData) throw refused("COPY … FROM STDIN has no data there", text);
		if (!pending.isEmpty) statements.push(text.slice(pending.start, pending.end));
		pending = new Pending();
	};
	for (let at = 0; at < text.length; ) {
		const token = readToken(text, at, true);
		if (token.kind === "open") throw refused("a quote or a comment is not closed", text);
		if (token.kind !== "blank" && !pending.take(token, text, at)) close();
		at = token.end;
	}
	close();
	return statements;
}

function refused(why: string, text: string): AppError {
	return new AppError("BAD_INPUT", `What \\gexec has made cannot run: ${why}.`, {
		detail: text.slice(0, 500),
		hint: "Mend the query that makes it.",
	});
}
