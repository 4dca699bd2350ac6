import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { lintFiles } from "./lint-files.ts";

/** For calls whose pipe gives no signal. */
const never = new AbortController().signal;

export function lintHandlers(deps: MigrationDeps) {
	const { files } = procedures.lint;
	return { files: files.handler(({ input, signal = never }) => lintFiles(deps, input, signal)) };
}
