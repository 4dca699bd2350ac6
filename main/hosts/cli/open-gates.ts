import type { ConnectionCard, SecretName } from "../../contract/index.ts";
import type { Context } from "./context.ts";
import { failureOf } from "./failure.ts";
import { askSecret, askYes } from "./prompt.ts";
import { say, told } from "./words/say.ts";

/** More than one connection can ask for: three secrets, each typed wrong once, and the keys of some hosts. */
const MOST_QUESTIONS = 16;

/** Asks whoever is at the terminal for what the way to the server needs: passwords, and whether a host's key is the right one. Other failures are told by the command itself. */
export async function openGates(context: Context, card: ConnectionCard): Promise<void> {
	for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
		const answered = await context.client.connections.test({ id: card.id }).then(
			() => false,
			(caught: unknown) => answer(context, card, caught),
		);
		if (!answered) return;
	}
}

/** False for what no answer helps against. */
async function answer({ client }: Context, { id, user, host }: ConnectionCard, caught: unknown): Promise<boolean> {
	const { code, message, data } = failureOf(caught);
	if (data?.reason === "ssh-host-key-unknown" && data.hostKey) {
		process.stderr.write(`${told(message)}\n`);
		if (!(await askYes(say("Trust it from now on?")))) return false;
		return (await client.connections.trustSshHost({ fingerprint: data.hostKey.fingerprint })).trusted;
	}
	if (code !== "PASSWORD_NEEDED") return false;
	const secret: SecretName = data?.secret ?? "password";
	const value = await askSecret(
		secret === "password"
			? say("Password of {user} on {host}: ", { user, host })
			: say("{message} Password: ", { message: told(message) }),
	);
	if (secret === "password") await client.connections.unlock({ id, password: value, keep: false });
	else await client.connections.unlock({ id, secrets: { [secret]: value } });
	return true;
}
