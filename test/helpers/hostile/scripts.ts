/** What a hostile server does, each by a name. Every script ends, or goes on until the client is gone. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
	columns,
	complete,
	facts,
	header,
	int16,
	int32,
	key,
	message,
	ok,
	parameter,
	ready,
	report,
	row,
} from "./messages.ts";
import type { Peer } from "./peer.ts";

export type Script = (peer: Peer) => Promise<void>;

export const MARKUP = `<img src=x onerror="pwned()"><script>pwned()</script>`;
export const ESCAPES = "\u001b[2J\u001b]0;pwned\u0007\u202e\u0000".replace("\u0000", "");
const evil = `${MARKUP}${ESCAPES}`;
const everyField = Object.fromEntries([..."SVMDHWstcdnFLR"].map((field) => [field, evil]));

const sasl = (...mechanisms: string[]) => message("R", 10, `${mechanisms.join("\0")}\0\0`);
const scram = sasl("SCRAM-SHA-256");
const cleartext = message("R", 3);
const md5 = message("R", 5, "salt");
const kilobyte = "x".repeat(1_024);
const megabyte = "x".repeat(1024 * 1024);

/** The client's nonce, from its first SCRAM message. */
async function nonceOf(peer: Peer): Promise<string> {
	const text = (await peer.message()).toString("latin1");
	return /r=([^,]+)$/.exec(text)?.[1] ?? "";
}

const connecting: Record<string, Script> = {
	"closes at once": async (peer) => peer.end(),
	"resets at once": async (peer) => peer.reset(),
	"says nothing": (peer) => peer.gone(),
	"closes after the first request": async (peer) => {
		await peer.startup();
		peer.end();
	},
	"sends garbage": async (peer) => {
		await peer.startup();
		await peer.send(randomBytes(65_536));
		await peer.gone();
	},
	"sends garbage without an end": async (peer) => {
		await peer.startup();
		await peer.forever(randomBytes(65_536));
	},
	"sends zeros without an end": async (peer) => {
		await peer.startup();
		await peer.forever(Buffer.alloc(65_536));
	},
	"speaks HTTP": async (peer) => {
		await peer.startup();
		peer.end(Buffer.from(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<h1>${MARKUP}</h1>`));
	},
	"greets as SSH": async (peer) => {
		await peer.send(Buffer.from("SSH-2.0-OpenSSH_9.2\r\n"));
		await peer.gone();
	},
	"greets as MySQL": async (peer) => {
		await peer.send(Buffer.from("\x4a\x00\x00\x00\x0a8.0.36\x00", "latin1"));
		await peer.gone();
	},
	"logs in a byte at a time": async (peer) => {
		await peer.startup();
		await peer.slowly(Buffer.concat([ok, parameter("server_version", "18.4"), key(1, 1), ready]), 100);
	},
	"asks with a length of two gigabytes": async (peer) => {
		await peer.startup();
		await peer.send(header("R", 0x7fff_ffff), Buffer.alloc(65_536));
		await peer.gone();
	},
	"asks with a negative length": async (peer) => {
		await peer.startup();
		await peer.send(header("R", -1), Buffer.alloc(65_536));
		await peer.gone();
	},
	"asks with a length of zero": async (peer) => {
		await peer.startup();
		await peer.forever(header("R", 0));
	},
	"sends a message of no known type": async (peer) => {
		await peer.startup();
		await peer.send(message("@", "what?"));
		await peer.gone();
	},
	"negotiates a version that nobody asked for": async (peer) => {
		await peer.startup();
		await peer.send(message("v", 0, 0));
		await peer.gone();
	},
	"is ready without asking who we are": async (peer) => {
		await peer.startup();
		await peer.send(ready);
		await peer.gone();
	},
	"tells parameters without an end": async (peer) => {
		await peer.startup();
		await peer.send(ok);
		await peer.forever(parameter("name", kilobyte));
	},
	"gives notices without an end before the login is done": async (peer) => {
		await peer.startup();
		await peer.send(ok);
		await peer.forever(report("N", { S: "NOTICE", C: "00000", M: kilobyte }));
	},
	"gives a key of another length": async (peer) => {
		await peer.startup();
		await peer.send(ok, message("K", 1), ready);
		await peer.gone();
	},
	"ends in an error without an end": async (peer) => {
		await peer.startup();
		await peer.send(message("E", "SFATAL\0Mno end"));
		await peer.gone();
	},
	"ends in an error with markup and escapes in each field": async (peer) => {
		await peer.startup();
		peer.end(report("E", { ...everyField, C: "28000" }));
	},
	"ends in an error of ten megabytes": async (peer) => {
		await peer.startup();
		await peer.send(report("E", { S: "FATAL", C: "28000", M: megabyte.repeat(10) }));
		await peer.gone();
	},
	"lets us in twice": async (peer) => {
		await peer.startup();
		await peer.send(ok, ok, ready);
		await peer.gone();
	},
};

const encrypting: Record<string, Script> = {
	"answers the request for TLS with an error in the clear": async (peer) => {
		await peer.askedForTls();
		peer.end(report("E", { S: "FATAL", C: "28000", M: evil }));
	},
	"answers the request for TLS with another letter": async (peer) => {
		await peer.askedForTls();
		await peer.send(Buffer.from("X"));
		await peer.gone();
	},
	"refuses TLS and goes on in the clear": async (peer) => {
		await peer.askedForTls();
		await peer.send(Buffer.from("N"), ok, ready);
		await peer.gone();
	},
	"injects text ahead of TLS": async (peer) => {
		await peer.askedForTls();
		await peer.send(Buffer.concat([Buffer.from("S"), report("E", { S: "FATAL", C: "28000", M: evil })]));
		await peer.gone();
	},
	"agrees to TLS and says nothing": async (peer) => {
		await peer.askedForTls();
		await peer.send(Buffer.from("S"));
		await peer.gone();
	},
	"agrees to TLS and sends garbage": async (peer) => {
		await peer.askedForTls();
		await peer.send(Buffer.from("S"));
		await sleep(20);
		await peer.send(randomBytes(4_096));
		await peer.gone();
	},
	"agrees to TLS and closes": async (peer) => {
		await peer.askedForTls();
		peer.end(Buffer.from("S"));
	},
	"sends garbage inside TLS": async (peer) => {
		await peer.startup("S");
		await peer.send(randomBytes(65_536));
		await peer.gone();
	},
	"speaks HTTP inside TLS": async (peer) => {
		await peer.startup("S");
		peer.end(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
	},
	"asks for the password in the clear inside TLS, again and again": async (peer) => {
		await peer.startup("S");
		for (;;) {
			await peer.send(cleartext);
			await peer.message();
		}
	},
};

const authenticating: Record<string, Script> = {
	"asks for the password in the clear": async (peer) => {
		await peer.startup();
		await peer.send(cleartext);
		await peer.message();
	},
	"asks for an MD5 password": async (peer) => {
		await peer.startup();
		await peer.send(md5);
		await peer.message();
	},
	"offers no mechanism that we know": async (peer) => {
		await peer.startup();
		await peer.send(sasl("SCRAM-MD5", "PLAIN"));
		await peer.gone();
	},
	"offers mechanisms without an end": async (peer) => {
		await peer.startup();
		await peer.send(message("R", 10, "SCRAM-SHA-256"));
		await peer.gone();
	},
	"offers channel binding in the clear": async (peer) => {
		await peer.startup();
		await peer.send(sasl("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"));
		await peer.gone();
	},
	"begins SCRAM again and again": async (peer) => {
		await peer.startup();
		for (;;) {
			await peer.send(scram);
			await peer.message();
		}
	},
	"goes on with SCRAM before its beginning": async (peer) => {
		await peer.startup();
		await peer.send(message("R", 11, "r=abc,s=AAAA,i=4096"));
		await peer.gone();
	},
	"says Ok in the middle of SCRAM": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		await nonceOf(peer);
		await peer.send(ok, ready);
		await peer.gone();
	},
	"says Ok instead of its proof": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		const nonce = await nonceOf(peer);
		await peer.send(message("R", 11, `r=${nonce}abc,s=c2FsdA==,i=4096`));
		await peer.message();
		await peer.send(ok, ready);
		await peer.gone();
	},
	"proves something else": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		const nonce = await nonceOf(peer);
		await peer.send(message("R", 11, `r=${nonce}abc,s=c2FsdA==,i=4096`));
		await peer.message();
		await peer.send(message("R", 12, `v=${Buffer.alloc(32).toString("base64")}`), ok, ready);
		await peer.gone();
	},
	"wants the password hashed once": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		const nonce = await nonceOf(peer);
		await peer.send(message("R", 11, `r=${nonce}abc,s=c2FsdA==,i=1`));
		await peer.gone();
	},
	"wants the password hashed two billion times": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		const nonce = await nonceOf(peer);
		await peer.send(message("R", 11, `r=${nonce}abc,s=c2FsdA==,i=2000000000`));
		await peer.gone();
	},
	"answers SCRAM with somebody else's number": async (peer) => {
		await peer.startup();
		await peer.send(scram);
		await nonceOf(peer);
		await peer.send(message("R", 11, "r=somebody,s=c2FsdA==,i=4096"));
		await peer.gone();
	},
	"asks for Kerberos": async (peer) => {
		await peer.startup();
		await peer.send(message("R", 7));
		await peer.gone();
	},
	"asks in a way that nobody knows": async (peer) => {
		await peer.startup();
		await peer.send(message("R", 999));
		await peer.gone();
	},
	"asks for nothing but cuts its question": async (peer) => {
		await peer.startup();
		await peer.send(message("R", "ab"));
		await peer.gone();
	},
};

/** After a login: what it answers to a question. */
const answer = (...pieces: Buffer[]): Script => asked((peer) => peer.send(...pieces).then(() => peer.gone()));

const asked = (then: (peer: Peer) => Promise<void>): Script => {
	return async (peer) => {
		await peer.login();
		await peer.question();
		await then(peer);
	};
};

const one = columns("one");
const done = [complete("SELECT 1"), ready];

const answering: Record<string, Script> = {
	"does not answer": asked((peer) => peer.gone()),
	"answers a byte at a time": asked((peer) => peer.slowly(Buffer.concat([one, row(kilobyte), ...done]), 50)),
	"closes in the middle of a row": asked(async (peer) => peer.end(one, row(kilobyte).subarray(0, 100))),
	"resets in the middle of a row": asked(async (peer) => {
		await peer.send(one, row(kilobyte).subarray(0, 100));
		await sleep(20);
		peer.reset();
	}),
	"shuts down": asked(async (peer) =>
		peer.end(report("E", { S: "FATAL", C: "57P01", M: evil, R: "ProcessInterrupts" })),
	),
	"sends a row before its columns": answer(row("1"), ...done),
	"sends a row of more columns than it has": answer(one, row("1", "2"), ...done),
	"sends a cell that is longer than its row": answer(one, message("D", int16(1), int32(100), "short"), ...done),
	"sends a row that ends too early": answer(one, message("D", int16(1)), ...done),
	"sends a cell of negative length": answer(one, message("D", int16(1), int32(-2), "x"), ...done),
	"sends a row of two gigabytes": answer(one, header("D", 0x7fff_ffff), Buffer.alloc(65_536)),
	"sends a row of negative length": answer(one, header("D", -5), Buffer.alloc(65_536)),
	"announces 65,535 columns and names none": answer(message("T", int16(65_535)), ...done),
	"sends a column's name without an end": answer(message("T", int16(1), "name without an end"), ...done),
	"sends names of columns of a megabyte": answer(columns(megabyte, megabyte), row("1", "2"), ...done),
	"sends a column in binary": answer(message("T", int16(1), "one\0", facts(1)), row("1"), ...done),
	"sends an answer without an end": answer(one, row("1"), message("C", "SELECT 1"), ready),
	"sends an error without an end": answer(message("E", "SERROR\0Mno end"), ready),
	"sends rows after an error": answer(report("E", { S: "ERROR", C: "22000", M: "no" }), one, row("1"), ...done),
	"is ready without having answered": answer(ready),
	"is ready twice": answer(one, row("1"), ...done, ready),
	"is never ready": answer(one, row("1"), complete("SELECT 1")),
	"is ready in a state that nobody knows": answer(one, row("1"), complete("SELECT 1"), message("Z", "?")),
	"asks for the password again": answer(cleartext),
	"gives another key": answer(key(1, 1), ready),
	"sends rows of a COPY that has not begun": answer(message("d", "1\n"), ready),
	"begins a COPY to us that nobody asked for": answer(message("H", Buffer.from([0]), int16(0)), message("d", kilobyte)),
	"begins a COPY with a bad list": answer(message("H", Buffer.from([0]), int16(9)), ready),
	"wants a COPY from us": answer(message("G", Buffer.from([0]), int16(1), int16(0))),
	"gives notices without an end": asked((peer) => peer.forever(report("N", { S: "NOTICE", C: "00000", M: kilobyte }))),
	"tells parameters without an end during a question": asked((peer) => peer.forever(parameter("name", kilobyte))),
	"notifies without an end": asked((peer) => peer.forever(message("A", 1, `${evil}\0${kilobyte}\0`))),
	"sends rows without an end": asked(async (peer) => {
		await peer.send(one);
		await peer.forever(Buffer.concat(Array.from({ length: 64 }, () => row(kilobyte))));
	}),
	"repeats its columns without an end": asked((peer) =>
		peer.forever(columns(...Array.from({ length: 100 }, () => "c"))),
	),
	"goes on talking when nobody has asked": async (peer) => {
		await peer.login();
		await peer.send(one, row("1"), ...done);
		await peer.gone();
	},
	"logs in with a version that is a page": async (peer) => {
		await peer.startup();
		await peer.send(ok, parameter("server_version", `${evil.repeat(100)} 18.4`), key(1, 1), ready);
		await peer.question();
		await peer.send(one, row("1"), ...done);
		await peer.gone();
	},
	"answers with 1,600 columns": answer(
		columns(...Array.from({ length: 1_600 }, (_, at) => `c${at}`)),
		row(...Array.from({ length: 1_600 }, () => kilobyte)),
		...done,
	),
	"answers with markup and escapes in every text": answer(
		report("N", everyField),
		columns(evil, evil, "__proto__"),
		row(evil, null, evil),
		complete(`SELECT ${evil}`),
		ready,
	),
};

/** Take long, or much. */
const heavy: Record<string, Script> = {
	"sends a cell of 600 MB": asked(async (peer) => {
		const size = 600 * 1024 * 1024;
		await peer.send(one, header("D", 4 + 2 + 4 + size), int16(1), int32(size));
		const piece = Buffer.alloc(65_536, "x");
		for (let sent = 0; sent < size; sent += piece.length) await peer.send(piece);
		await peer.send(...done);
	}),
	"sends a cell of 60 MB": asked(async (peer) => {
		const cell = Buffer.alloc(60 * 1024 * 1024, "x");
		await peer.send(one, header("D", 4 + 2 + 4 + cell.length), int16(1), int32(cell.length), cell, ...done);
	}),
	"sends 10 million rows": asked(async (peer) => {
		await peer.send(one);
		const piece = Buffer.concat(Array.from({ length: 1_000 }, () => row("12345678")));
		for (let sent = 0; sent < 10_000; sent += 1) await peer.send(piece);
		await peer.send(complete("SELECT 10000000"), ready);
	}),
	"sends rows of 1,600 columns without an end": asked(async (peer) => {
		await peer.send(columns(...Array.from({ length: 1_600 }, (_, at) => `c${at}`)));
		await peer.forever(row(...Array.from({ length: 1_600 }, () => "x".repeat(100))));
	}),
	"trickles a row of 64 MB": asked(async (peer) => {
		await peer.send(one, header("D", 64 * 1024 * 1024), int16(1), int32(64 * 1024 * 1024 - 10));
		await peer.slowly(Buffer.alloc(1_000_000, "x"), 1);
	}),
};

export const scripts = { connecting, encrypting, authenticating, answering, heavy };
