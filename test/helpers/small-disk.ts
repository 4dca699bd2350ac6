/** A disk that is full: a file system of a given size, of which a ballast leaves as much as a test wants. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface SmallDisk {
	folder: string;
	/** Bytes that are free. */
	free(): number;
	/** Fills the disk until so many bytes are free, or makes room for so many. */
	leave(bytes: number): void;
}

/** Why none can be made here; undefined when it can. */
export function missingDisk(): string | undefined {
	if (process.platform !== "linux" || process.getuid?.() !== 0)
		return "a small file system is mounted by root on Linux";
	return undefined;
}

const BLOCK = Buffer.alloc(4_096, "ballast ");

/** Mounts a tmpfs on the folder, which is made; `mode` as of chmod. */
export async function withSmallDisk<T>(
	folder: string,
	{ bytes, uid = 0, mode = "0755" }: { bytes: number; uid?: number; mode?: string },
	use: (disk: SmallDisk) => Promise<T>,
): Promise<T> {
	mkdirSync(folder, { recursive: true });
	execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes},uid=${uid},mode=${mode}`, "tmpfs", folder]);
	const ballast = join(folder, "ballast");
	const free = (): number => {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	};
	try {
		return await use({
			folder,
			free,
			leave(wanted) {
				rmSync(ballast, { force: true });
				const file = openSync(ballast, "w");
				try {
					for (let left = free() - wanted; left >= BLOCK.length; left -= BLOCK.length) writeSync(file, BLOCK);
				} finally {
					closeSync(file);
				}
			},
		});
	} finally {
		execFileSync("umount", ["-l", folder]);
	}
}

/** What a killed run left mounted there. */
export function unmountBelow(folder: string): void {
	if (process.platform !== "linux") return;
	const mounted = readFileSync("/proc/mounts", "utf8")
		.split("\n")
		.map((line) => line.split(" ")[1] ?? "");
	for (const place of mounted.filter((each) => each.startsWith(`${folder}/`))) execFileSync("umount", ["-l", place]);
}
