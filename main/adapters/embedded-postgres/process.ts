import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** True when this pid is alive, whoever it belongs to. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/**
 * True when this pid is the server of `dataFolder`. A pid file outlives a crash and a reboot, and the number may belong to
 * somebody else's process by then: signalling that one would be worse than not finding ours.
 */
export function isServerOf(pid: number, dataFolder: string): boolean {
	if (!isAlive(pid)) return false;
	try {
		return commandLine(pid).includes(dataFolder);
	} catch {
		return false;
	}
}

function commandLine(pid: number): string {
	if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
	if (process.platform === "win32") {
		const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
		return execFileSync("powershell", ["-NoProfile", "-Command", query], { encoding: "utf8" });
	}
	return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
}
