/** Somebody in between who ends TLS with a certificate of his own and passes on what he reads, changed or not. */
import { readFileSync } from "node:fs";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import type { Certificate } from "./certificates.ts";

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

export interface InBetween {
	port: number;
	/** Everything that the client has sent inside its TLS. */
	heard(): string;
}

/** `change` is applied to each piece of the server. */
export async function withInBetween<T>(
	target: number,
	{ certificate, key }: Certificate,
	{ change, use }: { change: (piece: Buffer) => Buffer; use: (between: InBetween) => Promise<T> },
): Promise<T> {
	const sockets = new Set<Socket>();
	const heard: Buffer[] = [];
	const options = { isServer: true, cert: readFileSync(certificate), key: readFileSync(key) };
	const server = createServer((client) => {
		const upstream = connectTcp({ host: "127.0.0.1", port: target });
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", () => {});
		}
		client.once("data", () => {
			client.write("S");
			const ours = new TLSSocket(client, options);
			upstream.write(SSL_REQUEST);
			upstream.once("data", () => {
				const theirs = connectTls({ socket: upstream, rejectUnauthorized: false });
				for (const socket of [ours, theirs]) socket.on("error", () => {});
				ours.on("data", (piece: Buffer) => {
					heard.push(piece);
					theirs.write(piece);
				});
				theirs.on("data", (piece: Buffer) => ours.write(change(piece)));
				ours.on("close", () => theirs.destroy());
				theirs.on("close", () => ours.end());
			});
		});
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	try {
		return await use({
			port: typeof address === "object" && address ? address.port : 0,
			heard: () => Buffer.concat(heard).toString("latin1"),
		});
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
}
