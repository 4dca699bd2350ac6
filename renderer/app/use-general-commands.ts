import { t } from "../i18n/i18n.ts";
import { useCommands } from "./commands.ts";
import { useConnections } from "./connection-queries.ts";
import { openPalette, openShortcuts } from "./palette-store.ts";
import { goTo, paths } from "./paths.ts";
import { queryClient } from "./query-client.ts";
import { usePlace } from "./route.ts";

/** Commands of every screen: going places, reading anew, help. */
export function useGeneralCommands(): void {
	const { connection } = usePlace();
	const { data: connections } = useConnections();
	useCommands(
		() => [
			{ id: "go.start", title: t("go.start"), group: "go", keys: ["g s"], run: () => goTo(paths.start) },
			{ id: "go.audit", title: t("go.audit"), group: "go", keys: ["g a"], run: () => goTo(paths.audit(connection)) },
			{ id: "go.fleet", title: t("go.fleet"), group: "go", keys: ["g f"], run: () => goTo(paths.fleet) },
			{
				id: "go.fleet.migrate",
				title: t("go.fleet.migrate"),
				group: "go",
				keywords: "canary waves rollout",
				run: () => goTo(paths.fleetPart("migrate")),
			},
			{ id: "go.fleet.runs", title: t("go.fleet.runs"), group: "go", run: () => goTo(paths.fleetPart("runs")) },
			{ id: "view.refresh", title: t("view.refresh"), group: "view", keys: ["f5"], run: refresh },
			{ id: "help.palette", title: t("palette.open"), group: "help", keys: ["mod+k"], run: openPalette },
			{ id: "help.shortcuts", title: t("shortcuts.title"), group: "help", keys: ["?"], run: openShortcuts },
		],
		[connection],
	);
	useCommands(
		() =>
			connection === undefined
				? []
				: [
						{
							id: "go.overview",
							title: t("go.overview"),
							group: "go",
							keys: ["g o", "mod+1"],
							run: () => goTo(paths.overview(connection)),
						},
						{
							id: "go.migrations",
							title: t("go.migrations"),
							group: "go",
							keys: ["g m", "mod+2"],
							run: () => goTo(paths.migrations(connection)),
						},
						{
							id: "go.checks",
							title: t("go.checks"),
							group: "go",
							keys: ["g c"],
							run: () => goTo(paths.checks(connection)),
						},
						{
							id: "go.history",
							title: t("go.history"),
							group: "go",
							keys: ["g h"],
							run: () => goTo(paths.history(connection)),
						},
						{
							id: "go.tenants",
							title: t("go.tenants"),
							group: "go",
							keys: ["g t", "mod+4"],
							keywords: "customers users api keys",
							run: () => goTo(paths.tenants(connection)),
						},
						{
							id: "go.explorer",
							title: t("go.explorer"),
							group: "go",
							keys: ["g e", "mod+5"],
							keywords: "rows tables sql",
							run: () => goTo(paths.explorer(connection)),
						},
						{
							id: "go.isolation",
							title: t("go.isolation"),
							group: "go",
							keys: ["g i"],
							keywords: "doctor rls row security leaks",
							run: () => goTo(paths.isolation(connection)),
						},
						{
							id: "go.activity",
							title: t("go.activity"),
							group: "go",
							keys: ["g l", "mod+3"],
							keywords: "sessions locks pg_stat_activity",
							run: () => goTo(paths.activity(connection)),
						},
						{
							id: "go.blocked",
							title: t("go.blocked"),
							group: "go",
							keys: ["g b"],
							keywords: "locks blocked by",
							run: () => goTo(paths.blocked(connection)),
						},
						{
							id: "go.indexes",
							title: t("go.indexes"),
							group: "go",
							keys: ["g x", "mod+6"],
							keywords: "index health score bloat unused duplicate",
							run: () => goTo(paths.indexes(connection)),
						},
						{
							id: "go.indexes.tables",
							title: t("go.indexes.tables"),
							group: "go",
							keywords: "treemap size",
							run: () => goTo(paths.indexesPart(connection, "tables")),
						},
						{
							id: "go.slow",
							title: t("go.slow"),
							group: "go",
							keys: ["g w"],
							keywords: "performance slow waits builds progress",
							run: () => goTo(paths.indexesPart(connection, "slow")),
						},
						{
							id: "go.tenancy",
							title: t("go.tenancy"),
							group: "go",
							keywords: "tenant profile policies isolation",
							run: () => goTo(paths.tenancy(connection)),
						},
						{
							id: "go.snapshots",
							title: t("go.snapshots"),
							group: "go",
							keys: ["g p"],
							run: () => goTo(paths.snapshots(connection)),
						},
					],
		[connection],
	);
	useCommands(
		() =>
			(connections ?? []).map((card) => ({
				id: `go.connection.${card.id}`,
				title: t("go.connection", { name: card.name }),
				group: "go",
				keywords: `${card.host} ${card.database} ${card.user}`,
				run: () => goTo(paths.overview(card.id)),
			})),
		[connections],
	);
}

/** Everything on the screen is asked for again, errors included. */
function refresh(): void {
	void queryClient.invalidateQueries();
}
