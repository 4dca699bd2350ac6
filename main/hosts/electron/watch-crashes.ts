import { app, dialog } from "electron";
import type { Log } from "../../core/ports.ts";
import { writeCrashFile } from "./crash-file.ts";
import { say } from "./words/say.ts";

/** Milliseconds for which the app may still end in order after a fault of its own. */
const PATIENCE = 3_000;

/** What went wrong unseen is written down. After an uncaught exception nothing can be relied on any more: the app ends. */
export function watchCrashes(store: string, log: Log): void {
	process.on("uncaughtException", (caught) => {
		const file = writeCrashFile(store, { where: "main", caught });
		log.error("a fault of Bulkhead's own", { file });
		dialog.showErrorBox(say("crash.ends"), say("crash.detail", { file: file ?? store }));
		process.exitCode = 1;
		// Before there is anything to end in order, quitting would end with 0.
		if (!app.isReady()) return app.exit(1);
		setTimeout(() => app.exit(1), PATIENCE);
		app.quit();
	});
	process.on("unhandledRejection", (caught) => {
		log.error("a promise that nobody waited for", { file: writeCrashFile(store, { where: "main", caught }) });
	});
	app.on("render-process-gone", (_event, _contents, { reason, exitCode }) => {
		if (reason !== "clean-exit") writeCrashFile(store, { where: "page", reason, exitCode });
	});
	app.on("child-process-gone", (_event, { type, reason, exitCode }) => {
		if (reason !== "clean-exit") writeCrashFile(store, { where: type, reason, exitCode });
	});
}
