/** The entry of dist/cli/cli.js: the command line, with the browser host lent to `serve`. */
import { runCli } from "../cli/cli.ts";

process.exitCode = await runCli(process.argv.slice(2), {
	async serve(composed, options) {
		const { startBrowserHost } = await import("../browser/browser-host.ts");
		return startBrowserHost(composed.core, options);
	},
});
