import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's packages, as root. One installation at a time: suites that run side by side would find apt's lock taken. Throws where it fails. */
export function installPackages(packages: readonly string[]): void {
	const command = `apt-get update -qq && apt-get install -y -qq ${packages.join(" ")}`;
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	execFileSync("flock", [join(tmpdir(), "bulkhead-apt.lock"), "sh", "-c", command], { stdio: "ignore", env });
}
