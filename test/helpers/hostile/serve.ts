/** Entry of a process that plays hostile servers: a port for each script, told to the parent. */
import { createServer } from "node:net";
import { Peer, type ServerCertificate } from "./peer.ts";
import { type Script, scripts } from "./scripts.ts";

process.once("message", async (certificate: ServerCertificate) => {
	const all = Object.values(scripts).flatMap((group) => Object.entries(group));
	const ports = await Promise.all(all.map(([name, script]) => listen(name, script, certificate)));
	process.send?.(Object.fromEntries(ports));
});
process.once("disconnect", () => process.exit(0));

function listen(name: string, script: Script, certificate: ServerCertificate): Promise<[string, number]> {
	const server = createServer((socket) => {
		// The client is gone, which is how most of them end.
		script(new Peer(socket, certificate)).catch(() => socket.destroy());
	});
	return new Promise((done) => {
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			done([name, typeof address === "object" && address ? address.port : 0]);
		});
	});
}
