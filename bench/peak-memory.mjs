// Loaded into a Node program by the bench: at its end it leaves the most memory that it ever held, in bytes.
import { readFileSync, writeFileSync } from "node:fs";

process.once("exit", () => {
	const file = process.env.BENCH_PEAK_MEMORY;
	if (file) writeFileSync(file, String(peak() * 1024));
});

/** Kilobytes. On Linux the maximum of getrusage outlives exec, and so begins at what the parent held: VmHWM is this program's own. */
function peak() {
	if (process.platform !== "linux") return process.resourceUsage().maxRSS;
	const [, own] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
	return Number(own);
}
