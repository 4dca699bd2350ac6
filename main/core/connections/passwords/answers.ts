import type { PasswordCommand } from "../../../contract/index.ts";
import type { Ports } from "../../ports.ts";

/** Minutes and seconds where a command does not say. */
const EXPIRES = 10;
const TIMEOUT = 15;

interface Answer {
	password: Promise<string>;
	/** Clock's monotonic milliseconds. */
	until: number;
}

/** What password commands said, until it expires. Two sessions at the same moment share one run. */
export function createAnswers({ commands, clock }: Pick<Ports, "commands" | "clock">) {
	const known = new Map<string, Answer>();
	return {
		ask(id: string, { argv, expiresMinutes = EXPIRES, timeoutSeconds = TIMEOUT }: PasswordCommand): Promise<string> {
			const now = clock.monotonic();
			const before = known.get(id);
			if (before && before.until > now) return before.password;
			const password = commands.firstLine(argv, timeoutSeconds * 1_000);
			known.set(id, { password, until: now + expiresMinutes * 60_000 });
			password.catch(() => known.delete(id));
			return password;
		},
		forget: (id: string): void => void known.delete(id),
	};
}
