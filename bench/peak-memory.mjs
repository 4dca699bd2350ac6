// Loaded into a Node program by the bench: at its end it leaves the most memory that it ever held, in bytes.
import { writeFileSync } from "node:fs";

process.once("exit", () => {
	const file = process.env.BENCH_PEAK_MEMORY;
	if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
