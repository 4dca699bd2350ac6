import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** The port that this file holds, where nobody listens on it now: an address that was noted stays good. Else one that is free. */
export async function choosePort(file: string): Promise<number> {
	const last = readPort(file);
	return (last && (await tryListen(last))) ?? (await freePort());
}

async function freePort(): Promise<number> {
	const port = await tryListen(0);
	if (port === undefined) throw new Error("this machine has no free port on loopback");
	return port;
}

function readPort(file: string): number | undefined {
	try {
		const port = Number(readFileSync(file, "utf8"));
		return port > 0 && port < 65_536 ? port : undefined;
	} catch {
		return undefined;
	}
}

/** The port that could be listened on; 0 lets the system choose. */
function tryListen(wanted: number): Promise<number | undefined> {
	return new Promise((done) => {
		const server = createServer();
		server.once("error", () => done(undefined));
		server.listen(wanted, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => done(typeof address === "object" && address ? address.port : undefined));
		});
	});
}
