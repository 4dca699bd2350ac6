/** What the registry is made of, and what its operations share. */
import type { ConnectionCard, ConnectionSecrets, ConnectionSettings } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { createGuard, idleAfter } from "./guard/guard.ts";
import { createPolicy } from "./guard/policy.ts";
import { createKnown, type Known } from "./known.ts";
import { createIdle } from "./passwords/idle.ts";
import { createPasswords, modeOf } from "./passwords/passwords.ts";
import { createVault } from "./passwords/vault.ts";

export type RegistryPorts = Pick<
	Ports,
	"postgres" | "store" | "clock" | "who" | "keyStore" | "commands" | "userFiles" | "policyFile"
>;

export type Parts = ReturnType<typeof createParts>;

/** Milliseconds out of use until a password that is asked for each time is forgotten: one piece of work opens several sessions. */
const ASKED_AGAIN = 30_000;

export function createParts(ports: RegistryPorts) {
	const { store, clock } = ports;
	const known = createKnown(store.connections);
	const policy = createPolicy(ports.policyFile);
	const guard = createGuard({ clock, policy });
	const vault = createVault({ store: store.secrets, clock, maxIdleMinutes: policy.maxVaultIdleMinutes });
	const passwords = createPasswords({ ports, vault, policy });
	/** What opens keys and tunnels: in memory only. */
	const secrets = new Map<string, ConnectionSecrets>();
	const idle = createIdle({
		clock,
		onIdle(id) {
			guard.lock(id);
			passwords.forgetTyped(id);
			secrets.delete(id);
		},
	});

	const toCard = (each: Known, from: ConnectionCard["password"]): ConnectionCard => {
		const { id, origin, lastUsedAt, lastState } = each;
		const { settings, forced, refused } = govern(each);
		return {
			...settings,
			...{ id, origin, password: from, guard: guard.state(id, settings) },
			typedConfirmation: policy.asksTyped(settings),
			...(lastUsedAt ? { lastUsedAt } : {}),
			...(lastState ? { lastState } : {}),
			...(forced.length > 0 ? { forced } : {}),
			...(refused === undefined ? {} : { refused }),
		};
	};
	/** The machine's policy leaves the demo alone. */
	const govern = ({ origin, settings }: Known): ReturnType<typeof policy.govern> =>
		origin === "demo" ? { settings, forced: [] } : policy.govern(settings);

	return {
		...{ ports, known, policy, guard, vault, passwords, secrets, idle, toCard },

		/** With the settings as they count under the machine's policy. */
		governed(id: string): Known & { refused?: string } {
			const found = known.find(id);
			return { ...found, ...govern(found) };
		},

		async card(id: string): Promise<ConnectionCard> {
			const found = known.find(id);
			return toCard(found, (await passwords.lookUp())(found));
		},

		/** Milliseconds without use until a connection is locked and what was typed is forgotten. */
		idleOf: (settings: ConnectionSettings): number | undefined =>
			modeOf(settings) === "ask" ? ASKED_AGAIN : idleAfter(settings),

		/** Errors: REFUSED by the machine's policy, or for a command that may not be set from here. */
		async requireAllowed(settings: ConnectionSettings, before?: ConnectionSettings): Promise<void> {
			policy.requireValid();
			const governed = policy.govern(settings);
			if (governed.refused !== undefined) throw policy.hostRefused(governed.refused);
			passwords.requireMode(governed.settings);
			const argv = settings.passwordCommand?.argv;
			if (argv === undefined || JSON.stringify(argv) === JSON.stringify(before?.passwordCommand?.argv)) return;
			if (!(await ports.commands.allows(argv))) throw noCommand();
		},

		rememberSecrets(id: string, given: ConnectionSecrets | undefined): void {
			if (given !== undefined) secrets.set(id, { ...secrets.get(id), ...given });
		},
	};
}

/** A page must not be able to have a program started: the host decides about each that is new. */
const noCommand = (): AppError =>
	new AppError("REFUSED", "A password command cannot be set from here: it starts a program on this machine.", {
		hint: `Set it in a terminal: bulkhead connections set NAME --password-command '["PROGRAM","ARGUMENT"]'`,
	});
