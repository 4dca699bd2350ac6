// Measures Bulkhead beside other runners: builds, then runs bench/bench.ts. `npm run bench -- --help` tells the options.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { readOptions, usage } = await import("../bench/options.ts");

const args = process.argv.slice(2);
if (args.includes("--help")) {
	console.log(usage);
} else {
	const options = read();
	if (options) {
		if (options.build) await build();
		const { runBench } = await import("../bench/bench.ts");
		await runBench(options);
	}
}

function read() {
	try {
		return readOptions(args, join(root, "docs/benchmarks.md"));
	} catch (error) {
		console.error(`${error.message}\n${usage}`);
		process.exitCode = 2;
		return undefined;
	}
}
