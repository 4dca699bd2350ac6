import type { OpenedView } from "../../contract/index.ts";
import { withConnection } from "../connections/with-connection.ts";
import { quoteIdent, quoteLiteral } from "../sql/quote.ts";
import { audited } from "./audited-look.ts";
import type { ViewDeps } from "./deps.ts";
import { timeIsOver } from "./registry.ts";
import { describeView, type View } from "./view.ts";

const MINUTE = 60_000;

/** More time from now on, for a reason again. Errors: REFUSED where it has ended, or ends meanwhile: it is opened anew, not revived. */
export async function extendView(
	deps: ViewDeps,
	view: View,
	{ minutes, reason, ticket }: { minutes: number; reason: string; ticket?: string | undefined },
): Promise<OpenedView> {
	const isOver = (): boolean => view.ended.signal.aborted || deps.ports.clock.now() >= view.endsAt;
	if (isOver()) throw timeIsOver();
	const endsAt = new Date(deps.ports.clock.now().getTime() + minutes * MINUTE);
	return audited(deps, view, { action: "extend-view", reason, ticket, details: { minutes } }, async () => {
		const { login, connection } = view;
		if (login) {
			const until = quoteLiteral(new Date(endsAt.getTime() + MINUTE).toISOString());
			await deps.connections.writing(connection, () =>
				withConnection(deps, connection, {}, (session) =>
					session.execute(`ALTER ROLE ${quoteIdent(login.user)} VALID UNTIL ${until}`),
				),
			);
		}
		if (isOver()) throw timeIsOver();
		view.endsAt = endsAt;
		return describeView(view);
	});
}
