import { dropLogin } from "../barrier/logins.ts";
import { withConnection } from "../connections/with-connection.ts";
import { audited } from "./audited-look.ts";
import type { ViewDeps } from "./deps.ts";
import type { View } from "./view.ts";

/** Milliseconds that Bulkhead waits for the next Node timer at most: a longer one would fire at once. */
const LONGEST_SLEEP = 2 ** 31 - 1;

/** Ends what runs in it, forgets it, and drops its login. False where it had ended already. */
export async function closeView(
	deps: ViewDeps,
	id: string,
	why: "closed" | "time" | "stopped" | "left" = "closed",
): Promise<boolean> {
	const view = deps.views.all().find((each) => each.id === id);
	if (!view || !deps.views.forget(id)) return false;
	view.ended.abort();
	await view.turns.looks.idle();
	await audited(deps, view, { action: "close-view", details: { why } }, () => dropOwn(deps, view));
	return true;
}

/** One that cannot be dropped now can do nothing after its minute, and is swept by the next who comes. */
async function dropOwn(deps: ViewDeps, { connection, login }: View): Promise<void> {
	if (!login) return;
	const { connections, ports } = deps;
	try {
		await connections.writing(connection, () =>
			withConnection(deps, connection, {}, async (session) => {
				await dropLogin(session, login.user);
			}),
		);
	} catch (caught) {
		ports.log.error("a one-time login could not be dropped", { login: login.user, why: String(caught) });
	}
}

/** At the end of its time the view is closed; an extended one is looked at again. */
export function endInTime(deps: ViewDeps, view: View): void {
	const { clock } = deps.ports;
	const wait = async (): Promise<void> => {
		for (let left = msLeft(); left > 0; left = msLeft())
			await clock.sleep(Math.min(left, LONGEST_SLEEP), view.ended.signal);
		await closeView(deps, view.id, "time");
	};
	const msLeft = (): number => view.endsAt.getTime() - clock.now().getTime();
	// Rejects when it is closed before.
	wait().catch(() => {});
}
