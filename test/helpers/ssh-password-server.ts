/** An SSH server that lets in by password and leads on, in this process: OpenSSH's own asks for an account of this machine. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import ssh2 from "ssh2";

export interface PasswordServer {
	host: string;
	port: number;
	user: string;
	password: string;
	/** Methods that were tried, in their order. */
	tried: string[];
	/** SHA256:… of its host key. */
	fingerprint: string;
	stop(): Promise<void>;
}

export async function sshPasswordServer(): Promise<PasswordServer> {
	const [user, password] = ["tunneller", "opens the tunnel"];
	const tried: string[] = [];
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
	const key = privateKey.export({ type: "pkcs1", format: "pem" });
	const parsed = ssh2.utils.parseKey(key);
	if (parsed instanceof Error) throw parsed;
	const links = new Set<ssh2.Connection>();
	const server = new ssh2.Server({ hostKeys: [key] }, (link) => {
		links.add(link);
		link.on("error", () => {});
		link.on("close", () => links.delete(link));
		link.on("authentication", (asked) => {
			tried.push(asked.method);
			if (asked.method === "password" && asked.username === user && asked.password === password) asked.accept();
			else asked.reject(["password"]);
		});
		link.on("ready", () =>
			link.on("tcpip", (accept, _reject, { destIP, destPort }) => lead(accept(), destIP, destPort)),
		);
	});
	const { promise: listening, resolve } = Promise.withResolvers<void>();
	server.listen(0, "127.0.0.1", resolve);
	await listening;
	const digest = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
	return {
		...{ host: "127.0.0.1", port: (server.address() as { port: number }).port, user, password, tried },
		fingerprint: `SHA256:${digest}`,
		stop: () =>
			new Promise((done) => {
				for (const link of links) link.end();
				server.close(() => done());
			}),
	};
}

function lead(channel: ssh2.ServerChannel, host: string, port: number): void {
	const socket = connect({ host, port });
	socket.on("error", () => channel.close());
	channel.on("error", () => socket.destroy());
	socket.pipe(channel).pipe(socket);
}
