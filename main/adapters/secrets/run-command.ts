import { type ChildProcess, spawn } from "node:child_process";
import { AppError } from "../../core/errors.ts";
import type { CommandPort } from "../../core/ports.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Bytes that are kept of what it prints: a password is shorter. */
const LONGEST = 16 * 1024;

/** Programs that say a password. `allows` is the host's: whether a program may be kept as a connection's command. */
export function commandPort(allows: CommandPort["allows"]): CommandPort {
	return { allows, firstLine };
}

function firstLine(argv: readonly string[], timeoutMs: number): Promise<string> {
	const [program = "", ...args] = argv;
	return new Promise((done, fail) => {
		// A group of its own, so that what it started itself ends with it. What it says on standard error may be a secret too.
		const child = spawn(program, args, {
			shell: false,
			detached: process.platform !== "win32",
			stdio: ["ignore", "pipe", "ignore"],
			env: withoutSecrets(process.env),
			windowsHide: true,
		});
		const timer = setTimeout(() => give(failure(program, `did not answer within ${timeoutMs / 1000} s`)), timeoutMs);
		let said = Buffer.alloc(0);
		const give = (answer: string | AppError): void => {
			clearTimeout(timer);
			endGroup(child);
			if (typeof answer === "string") done(answer);
			else fail(answer);
		};
		child.stdout.on("data", (piece: Buffer) => {
			if (said.length < LONGEST) said = Buffer.concat([said, piece]);
		});
		child.on("error", (error: NodeJS.ErrnoException) =>
			give(failure(program, `cannot be started (${error.code ?? "unknown"})`)),
		);
		child.on("close", (code, signal) => {
			if (code !== 0) give(failure(program, signal ? `was ended by ${signal}` : `ended with code ${code}`));
			else if (said.length === 0) give(failure(program, "printed nothing"));
			else give(lineIn(said));
		});
	});
}

const lineIn = (bytes: Buffer): string => (bytes.toString("utf8").split("\n", 1)[0] ?? "").replace(/\r$/, "");

function endGroup(child: ChildProcess): void {
	try {
		if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
		else child.kill();
	} catch {
		// It has ended by itself.
	}
}

/** Its arguments may be secrets, and so may what it printed: neither is told. */
function failure(program: string, why: string): AppError {
	return new AppError("PASSWORD_NEEDED", `The password command ${program} ${why}.`, {
		hint: "Run it in a terminal to see what it says; it has to print the password as its first line and end with 0.",
	});
}
