import type { Duplex } from "node:stream";
import { AppError } from "../../core/errors.ts";
import type { SshRoute } from "../../core/ports.ts";

/** Ways to a server that lead through others. */
export interface Tunnels {
	/** A stream to a place as the last host of the route sees it. Errors: CONNECT_FAILED, PASSWORD_NEEDED, BAD_INPUT, the signal's reason. */
	open(
		route: SshRoute,
		target: { host: string; port: number },
		signal: AbortSignal,
	): Promise<{ stream: Duplex; through: string[] }>;
	/** Remembers the key of a host that was refused as unknown. */
	trust(fingerprint: string): boolean;
}

/** Where no SSH is at hand. */
export const noTunnels: Tunnels = {
	open: () =>
		Promise.reject(new AppError("BAD_INPUT", "There is no SSH here: this server can be reached directly only.")),
	trust: () => false,
};
