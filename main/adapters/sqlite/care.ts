import { statSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { AppError } from "../../core/errors.ts";
import type { StoreCare, StoreTrouble } from "../../core/ports.ts";
import type { Guarded } from "./audit.ts";
import { listBackups, takeBackup } from "./backups.ts";
import { checkFile, checkWhole, versionOf } from "./check-database.ts";
import { restoreBackup } from "./restore-backup.ts";
import { listAside } from "./set-aside.ts";

interface TroubleRow {
	id: number;
	at: string;
	what: StoreTrouble["what"];
	file: string | null;
}

/** What whoever keeps this store can do for it. */
export function storeCare(
	database: Database.Database,
	place: { folder: string; file: string },
	guarded: Guarded,
): StoreCare {
	const { folder, file } = place;

	const troubles = () =>
		database
			.prepare<[], TroubleRow>("SELECT id, at, what, file FROM troubles ORDER BY id DESC")
			.all()
			.map(({ id, at, what, file: aside }) => ({
				id,
				at: new Date(at),
				what,
				...(aside === null ? {} : { file: aside }),
			}));

	const dismiss = () => void database.prepare("DELETE FROM troubles").run();

	/** The newest whose every page is sound. */
	const newestGood = () => listBackups(folder).find(({ path }) => checkFile(path).length === 0);

	return {
		file,
		state: () =>
			guarded(() => ({
				version: versionOf(database),
				bytes: statSync(file).size,
				backups: listBackups(folder),
				aside: listAside(file),
				troubles: troubles(),
			})),
		troubles: () => guarded(troubles),
		dismiss: () => guarded(dismiss),
		check: () => guarded(() => checkWhole(database)),
		checkBackup: (name) => checkFile(join(folder, "backups", name)),
		backup: () => guarded(() => takeBackup(database, file, "asked")),
		restore: (name) =>
			guarded(() => {
				const chosen = name === undefined ? newestGood() : listBackups(folder).find((each) => each.name === name);
				if (!chosen) {
					throw new AppError(
						"NOT_FOUND",
						name === undefined ? "There is no good backup." : `There is no backup ${name}.`,
						{
							hint: "`bulkhead store` lists what there is. Nothing was changed.",
						},
					);
				}
				const replaced = restoreBackup(database, file, chosen.path);
				dismiss();
				return { backup: chosen, replaced };
			}),
	};
}
