import type { sshTunnels, TunnelOptions } from "./tunnels.ts";

type Tunnels = ReturnType<typeof sshTunnels>;

/** ssh2 is loaded with the first tunnel: every start would pay for it, and most go to a server directly. */
export function lazyTunnels(options: TunnelOptions): Tunnels {
	let loading: Promise<Tunnels> | undefined;
	let loaded: Tunnels | undefined;
	const load = async (): Promise<Tunnels> => {
		loading ??= import("./tunnels.ts").then((module) => module.sshTunnels(options));
		loaded = await loading;
		return loaded;
	};
	return {
		open: async (...asked) => (await load()).open(...asked),
		// A key that may be trusted was shown by a tunnel.
		trust: (fingerprint) => loaded?.trust(fingerprint) ?? false,
	};
}
