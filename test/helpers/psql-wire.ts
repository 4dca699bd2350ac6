/** What psql makes of a script: a server that executes nothing writes down each query that psql sends, and the rows that it copies. */
import { createServer, type Socket } from "node:net";
import { runProgram } from "./psql.ts";

export interface SentQuery {
	text: string;
	/** What COPY was given. */
	data?: string;
}

/** Runs `psql -f` against it. Its exit code is told, for a script that psql itself refuses. */
export async function whatPsqlSends(
	file: string,
	cwd: string,
): Promise<{ sent: SentQuery[]; code: number; stderr: string }> {
	const sent: SentQuery[] = [];
	const server = createServer((socket) => serve(socket, sent));
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	const port = typeof address === "object" && address ? address.port : 0;
	try {
		const env = {
			PGHOST: "127.0.0.1",
			PGPORT: String(port),
			PGUSER: "u",
			PGDATABASE: "d",
			PGSSLMODE: "disable",
			PGGSSENCMODE: "disable",
		};
		const { code, stderr } = await runProgram("psql", ["-X", "-q", "-f", file], {
			cwd,
			env: { ...env, PGCLIENTENCODING: "UTF8" },
		});
		return { sent, code, stderr };
	} finally {
		server.close();
	}
}

const COPY_IN = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\b[\s\S]*\bfrom\s+stdin\b/i;

function serve(socket: Socket, sent: SentQuery[]): void {
	let unread = Buffer.alloc(0);
	let rows: Buffer[] | undefined;
	let next = (message: Buffer): void => {
		// The first message has no kind: it asks for the session.
		if (message.length > 0) socket.write(Buffer.concat([authenticationOk, ...parameters, readyForQuery]));
		next = (following) => {
			rows = answer(socket, following, sent, rows);
		};
	};
	let kind = 0;
	socket.on("error", () => {});
	socket.on("data", (chunk) => {
		unread = Buffer.concat([unread, chunk]);
		for (let length = lengthOf(unread, kind); length <= unread.length; length = lengthOf(unread, kind)) {
			const message = unread.subarray(0, length);
			unread = unread.subarray(length);
			kind = 1;
			next(message);
		}
	});
}

/** Of the message that begins the bytes, its byte of kind included; infinite where that is not known yet. */
function lengthOf(bytes: Buffer, kind: number): number {
	return bytes.length < kind + 4 ? Number.POSITIVE_INFINITY : kind + bytes.readInt32BE(kind);
}

/** The rows of a COPY that is under way. */
function answer(socket: Socket, message: Buffer, sent: SentQuery[], rows: Buffer[] | undefined): Buffer[] | undefined {
	const [kind, body] = [String.fromCharCode(message[0] ?? 0), message.subarray(5)];
	if (kind === "Q") {
		const text = body.subarray(0, -1).toString("utf8");
		sent.push({ text });
		if (COPY_IN.test(text)) {
			socket.write(copyInResponse);
			return [];
		}
		socket.write(Buffer.concat([tagged("SELECT 0"), readyForQuery]));
	} else if (kind === "d" && rows) {
		rows.push(Buffer.from(body));
		return rows;
	} else if (kind === "c" && rows) {
		const last = sent.at(-1);
		if (last) last.data = Buffer.concat(rows).toString("utf8");
		socket.write(Buffer.concat([tagged("COPY 0"), readyForQuery]));
	}
	return undefined;
}

function packet(kind: string, body: Buffer): Buffer {
	const head = Buffer.alloc(5);
	head.write(kind, 0, "latin1");
	head.writeInt32BE(body.length + 4, 1);
	return Buffer.concat([head, body]);
}

const text = (...parts: string[]): Buffer => Buffer.from(parts.map((part) => `${part}\0`).join(""), "utf8");
const tagged = (tag: string): Buffer => packet("C", text(tag));
const authenticationOk = packet("R", Buffer.from([0, 0, 0, 0]));
const readyForQuery = packet("Z", Buffer.from("I"));
const copyInResponse = packet("G", Buffer.from([0, 0, 0]));
const parameters = [
	["server_version", "15.0"],
	["server_encoding", "UTF8"],
	["client_encoding", "UTF8"],
	["standard_conforming_strings", "on"],
	["integer_datetimes", "on"],
	["DateStyle", "ISO, MDY"],
].map(([name = "", value = ""]) => packet("S", text(name, value)));
