import { procedures } from "../procedures.ts";
import { demonstrate } from "./demonstrate.ts";
import type { DoctorDeps } from "./deps.ts";
import { examine } from "./examine.ts";
import { makeMigrationFile } from "./migration-file.ts";

export function doctorHandlers(deps: DoctorDeps) {
	const own = procedures.doctor;
	return {
		examine: own.examine.handler(({ input, signal }) => examine(deps, input, signal)),
		demonstrate: own.demonstrate.handler(({ input, signal }) => demonstrate(deps, input, signal)),
		migrationFile: own.migrationFile.handler(({ input, signal }) => makeMigrationFile(deps, input, signal)),
	};
}
