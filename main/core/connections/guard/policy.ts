/** What the machine's policy makes of a connection: settings that it decides, and what it does not allow. */
import type {
	ConnectionCard,
	ConnectionSettings,
	PasswordMode,
	PolicyRules,
	PolicyState,
	SslMode,
} from "../../../contract/index.ts";
import { AppError } from "../../errors.ts";
import type { PolicyFile } from "../secret-ports.ts";
import { fitsHost } from "./host-pattern.ts";
import { readPolicy } from "./read-policy.ts";

/** From the weakest to the strongest. */
const strength: readonly SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

export interface Governed {
	settings: ConnectionSettings;
	forced: NonNullable<ConnectionCard["forced"]>;
	/** Why it may not be used. */
	refused?: string;
}

export type Policy = ReturnType<typeof createPolicy>;

export function createPolicy(file: PolicyFile) {
	const state = readPolicy(file);
	const rules: PolicyRules = state.rules ?? { version: 1 };
	const where = `The machine's policy (${state.file})`;
	const ask = rules.contact === undefined ? "Ask whoever looks after this machine." : `Ask ${rules.contact}.`;

	const refusal = (message: string): AppError =>
		new AppError("REFUSED", `${where} ${message}`, { hint: ask, data: { state: "Nothing was done." } });

	/** Errors: REFUSED while the file cannot be used. */
	const requireValid = (): void => {
		if (state.state !== "invalid") return;
		throw new AppError("REFUSED", `${where} is there and cannot be used, so no connection is opened or changed.`, {
			hint: `Its administrator corrects it; then start Bulkhead again. ${ask}`,
			data: { reasons: state.faults },
		});
	};

	const refusedHost = (host: string): string | undefined => {
		const { allow, deny = [] } = rules.hosts ?? {};
		if (fitsHost(host, deny) || (allow && !fitsHost(host, allow))) return `${where} does not allow the host ${host}.`;
		return undefined;
	};

	const sslModeFor = ({ host, sslMode }: ConnectionSettings): SslMode => {
		const { minimum, except = [] } = rules.sslmode ?? {};
		if (minimum === undefined || host.startsWith("/") || fitsHost(host, except)) return sslMode;
		return strength.indexOf(sslMode) < strength.indexOf(minimum) ? minimum : sslMode;
	};

	return {
		state: (): PolicyState => state,
		requireValid,
		refusal,
		hostRefused: (why: string): AppError =>
			new AppError("REFUSED", why, { hint: ask, data: { state: "Nothing was done." } }),

		/** The settings as they count. */
		govern(own: ConnectionSettings): Governed {
			const forced: Governed["forced"] = [];
			const settings = { ...own };
			const hosts = [own.host, ...(own.otherHosts ?? []).map(({ host }) => host)];
			const rule = rules.environments?.find((each) => hosts.some((host) => fitsHost(host, each.hosts)));
			if (rule) {
				settings.environment = rule.environment;
				forced.push("environment");
			}
			const sslMode = sslModeFor(own);
			if (sslMode !== own.sslMode) {
				settings.sslMode = sslMode;
				forced.push("sslMode");
			}
			const [only, ...others] = rules.passwordModes ?? [];
			if (only !== undefined && others.length === 0 && (own.passwordMode ?? "session") !== only) {
				settings.passwordMode = only;
				forced.push("passwordMode");
			}
			const refused = hosts.map(refusedHost).find((why) => why !== undefined);
			return { settings, forced, ...(refused === undefined ? {} : { refused }) };
		},

		allowsMode: (mode: PasswordMode): boolean => rules.passwordModes?.includes(mode) ?? true,
		modes: rules.passwordModes,

		/** Minutes that an unlocking lasts. */
		unlockMinutes: (asked: number): number => Math.min(asked, rules.unlock?.maxMinutes ?? asked),
		asksTyped: (settings: ConnectionSettings): boolean =>
			settings.environment === "production" || rules.typedConfirmation === "always",
		maxVaultIdleMinutes: rules.vault?.maxIdleMinutes,

		/** Errors: REFUSED. */
		requireExport(sealed: boolean): void {
			requireValid();
			const rule = rules.export ?? "allowed";
			if (rule === "forbidden") throw refusal("does not allow connections to be exported.");
			if (rule === "sealed" && !sealed) throw refusal("allows an export under a passphrase only.");
		},
	};
}
