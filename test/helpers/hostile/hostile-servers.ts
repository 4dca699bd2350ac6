/** Hostile servers in a process of their own, so that what they do does not count as ours; and a watch over what they do to us. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { selfSigned } from "../certificates.ts";

export interface HostileServers {
	/** Port of the server that plays this script. */
	port(script: string): number;
	stop(): Promise<void>;
}

export async function hostileServers(): Promise<HostileServers> {
	const folder = mkdtempSync(join(tmpdir(), "bulkhead-hostile-"));
	const { certificate, key } = selfSigned(folder, "hostile", "DNS:localhost");
	const child = fork(fileURLToPath(new URL("serve.ts", import.meta.url)), { execArgv: ["--no-warnings"] });
	child.send({ cert: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") });
	const [ports] = (await once(child, "message")) as [Record<string, number>];
	return {
		port(script) {
			const port = ports[script];
			if (port === undefined) throw new Error(`no script ${script}`);
			return port;
		},
		async stop() {
			const ended = once(child, "exit");
			child.disconnect();
			await ended;
			rmSync(folder, { recursive: true });
		},
	};
}

export interface Strain {
	/** The longest that this thread was busy at a stretch, in milliseconds of its processor time: what other processes do does not count. */
	blocked: number;
	/** Bytes that the process has grown by at its largest. */
	grown: number;
}

/** Milliseconds between two looks. */
const LOOK = 2;

/** Measures this thread and process while `work` runs. */
export async function strainOf(work: () => Promise<void>): Promise<Strain> {
	globalThis.gc?.();
	const before = process.memoryUsage.rss();
	const strain: Strain = { blocked: 0, grown: 0 };
	let last = busy();
	const timer = setInterval(() => {
		const now = busy();
		strain.blocked = Math.max(strain.blocked, now - last);
		strain.grown = Math.max(strain.grown, process.memoryUsage.rss() - before);
		last = now;
	}, LOOK);
	try {
		await work();
		return strain;
	} finally {
		clearInterval(timer);
	}
}

function busy(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}
