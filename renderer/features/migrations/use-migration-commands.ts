import type { MigrationStatus } from "../../../main/contract/index.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { goTo, paths } from "../../app/paths.ts";
import { startVerify } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { actionsFor, countState, hasPendingBefore } from "./choose-actions.ts";
import { firstToLookAt, stepFrom } from "./find-migrations.ts";
import { useAbility } from "./use-ability.ts";

/** Palette and keys of the migrations screen. `part`: the migration that is looked at, when one is named. */
export function useMigrationCommands(
	connection: string,
	migrations: readonly MigrationStatus[],
	part: string | undefined,
): void {
	const { busy, readOnly } = useAbility(connection);
	const chosen = part ?? firstToLookAt(migrations);
	useCommands(
		() =>
			busy ? [] : [...forAll(connection, migrations, readOnly), ...forOne(connection, migrations, chosen, readOnly)],
		[connection, migrations, chosen, busy, readOnly],
	);
	useCommands(() => goingPlaces(connection, migrations, chosen), [connection, migrations, chosen]);
}

type Migrations = readonly MigrationStatus[];

function forAll(connection: string, migrations: Migrations, readOnly: boolean): Command[] {
	const pending = countState(migrations, "pending");
	const unrecorded = countState(migrations, "unrecorded");
	const commands: Command[] = [];
	if (pending > 0 && !readOnly) {
		commands.push({
			id: "migrations.apply",
			title: t("action.apply-all", { n: pending }),
			group: "migrations",
			keys: ["a"],
			keywords: "migrate run up",
			run: () => openMigrationDialog(connection, { kind: "apply" }),
		});
	}
	if (unrecorded > 0 && !readOnly) {
		commands.push({
			id: "migrations.adopt",
			title: t("action.adopt-all", { n: unrecorded }),
			group: "migrations",
			run: () => openMigrationDialog(connection, { kind: "adopt" }),
		});
	}
	commands.push({
		id: "migrations.verify",
		title: t("action.verify-all"),
		group: "migrations",
		keys: ["v"],
		keywords: "checks test",
		run: () => void startVerify(connection),
	});
	return commands;
}

function forOne(connection: string, migrations: Migrations, id: string | undefined, readOnly: boolean): Command[] {
	const migration = migrations.find((one) => one.id === id);
	if (!migration || id === undefined) return [];
	const make = {
		apply: {
			title: t(hasPendingBefore(id, migrations) ? "action.apply-to" : "action.apply", { id }),
			run: () => openMigrationDialog(connection, { kind: "apply", to: id }),
		},
		resume: {
			title: t("action.resume-one", { id }),
			run: () => openMigrationDialog(connection, { kind: "resume", id }),
		},
		adopt: {
			title: t("action.adopt-one", { id }),
			run: () => openMigrationDialog(connection, { kind: "adopt", id }),
		},
		verify: { title: t("action.verify-one", { id }), run: () => void startVerify(connection, [id]) },
		rollback: {
			title: t("action.rollback-one", { id }),
			run: () => openMigrationDialog(connection, { kind: "rollback", id }),
			keywords: "undo down revert emergency",
		},
	};
	return actionsFor(migration)
		.filter((action) => action === "verify" || !readOnly)
		.map((action) => ({ id: `migration.${action}`, group: "migrations", ...make[action] }));
}

function goingPlaces(connection: string, migrations: Migrations, chosen: string | undefined): Command[] {
	const at = migrations.findIndex((one) => one.id === chosen);
	const step = (key: "ArrowDown" | "ArrowUp") => () => {
		const next = migrations[stepFrom(at, key, migrations.length) ?? -1];
		if (next) goTo(paths.migration(connection, next.id), { replace: true });
	};
	return [
		{ id: "migration.next", title: t("action.next"), group: "go", keys: ["j"], run: step("ArrowDown") },
		{ id: "migration.previous", title: t("action.previous"), group: "go", keys: ["k"], run: step("ArrowUp") },
		...migrations.slice(-50).map(
			({ id, name }): Command => ({
				id: `go.migration.${id}`,
				title: `${id} ${name}`,
				group: "go",
				run: () => goTo(paths.migration(connection, id)),
			}),
		),
	];
}
