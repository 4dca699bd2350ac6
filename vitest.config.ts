import { defineConfig } from "vitest/config";

/** The suites, from the quickest to the slowest; `npx vitest run --project unit` runs one of them. */
export default defineConfig({
	test: {
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: "unit",
					include: ["main/**/*.test.ts", "renderer/**/*.test.{ts,tsx}", "test/rules/**/*.test.ts"],
					exclude: ["**/*.pg.test.ts"],
					testTimeout: 60_000,
				},
			},
			{
				test: {
					name: "pg",
					include: ["main/**/*.pg.test.ts", "test/{integration,migrations}/**/*.pg.test.ts"],
					globalSetup: "test/helpers/postgres-setup.ts",
					testTimeout: 60_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: "hosts",
					include: ["test/hosts/**/*.hosts.test.ts"],
					globalSetup: "test/helpers/postgres-setup.ts",
					testTimeout: 60_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: "faults",
					include: ["test/faults/**/*.test.ts"],
					globalSetup: "test/helpers/postgres-setup.ts",
					testTimeout: 600_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: "e2e",
					include: ["test/e2e/**/*.e2e.test.ts"],
					globalSetup: "test/helpers/postgres-setup.ts",
					// A second is too short where two suites share two cores.
					expect: { poll: { timeout: 10_000 } },
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
			{
				// What measures time has the machine to itself.
				test: {
					name: "figures",
					include: ["test/figures/**/*.figures.test.ts"],
					globalSetup: "test/helpers/postgres-setup.ts",
					fileParallelism: false,
					// A second is too short where two suites share two cores.
					expect: { poll: { timeout: 10_000 } },
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});
