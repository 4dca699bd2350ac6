import type { Exported } from "../../../contract/index.ts";
import type { Clock } from "../../ports.ts";
import type { Connections } from "../registry.ts";
import { plainFile, sealFile } from "./sealed-file.ts";

interface ExportRequest {
	ids?: string[] | undefined;
	passphrase?: string | undefined;
}

/** Saved connections as a file: without secrets, or with the kept passwords under a passphrase. Errors: REFUSED by the machine's policy. */
export async function exportConnections(
	{ connections, clock }: { connections: Connections; clock: Clock },
	{ ids, passphrase }: ExportRequest,
): Promise<Exported> {
	connections.policy.requireExport(passphrase !== undefined);
	const chosen = connections.saved().filter(({ id }) => ids?.includes(id) ?? true);
	const day = clock.now().toISOString().slice(0, 10);
	if (passphrase === undefined) {
		const text = plainFile(chosen.map(({ settings }) => settings));
		return { name: `connections-${day}.json`, text, connections: chosen.length, secrets: 0, without: [] };
	}
	const passwords = await Promise.all(chosen.map((each) => connections.passwords.reveal(each)));
	const full = chosen.map(({ settings }, at) => ({
		...settings,
		...(passwords[at] === undefined ? {} : { password: passwords[at] }),
	}));
	const kept = chosen.filter(({ settings }) => settings.passwordMode === "vault" || settings.passwordMode === "os");
	return {
		name: `connections-${day}.sealed.json`,
		text: await sealFile(full, passphrase),
		connections: chosen.length,
		secrets: passwords.filter((password) => password !== undefined).length,
		without: kept.filter((each) => passwords[chosen.indexOf(each)] === undefined).map(({ settings }) => settings.name),
	};
}
