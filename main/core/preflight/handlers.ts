import type { MigrationDeps } from "../migrations/deps.ts";
import { procedures } from "../procedures.ts";
import { readPrivileges } from "./read-privileges.ts";

/** For calls whose pipe gives no signal. */
const never = new AbortController().signal;

export function preflightHandlers(deps: MigrationDeps) {
	const { privileges } = procedures.preflight;
	return { privileges: privileges.handler(({ input, signal = never }) => readPrivileges(deps, input, signal)) };
}
