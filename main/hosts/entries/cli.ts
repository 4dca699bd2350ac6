/** The entry of dist/cli/cli.js: the command line, with the browser host lent to `serve`. */
import { runCli } from "../cli/cli.ts";

process.exitCode = await runCli(takeArguments(), {
	async serve(composed, options) {
		const { startBrowserHost } = await import("../browser/browser-host.ts");
		return startBrowserHost(composed.core, options);
	},
});

/** From the launcher, which keeps them out of the process list; they go no further than this process. */
function takeArguments(): string[] {
	const { BULKHEAD_ARGUMENTS: handed } = process.env;
	delete process.env.BULKHEAD_ARGUMENTS;
	return handed === undefined ? process.argv.slice(2) : (JSON.parse(handed) as string[]);
}
