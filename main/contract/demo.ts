import { z } from "zod";
import { base, jobStarted } from "./base.ts";

export const demoStatus = z.object({
	state: z.enum(["absent", "stopped", "starting", "running"]),
	/** Id of the demo's connection, when it runs. */
	connection: z.string().optional(),
	port: z.number().int().optional(),
	/** The embedded server's folder. */
	folder: z.string(),
	/** False where this platform has no embedded PostgreSQL; `reason` says why. */
	available: z.boolean(),
	reason: z.string().optional(),
});
export type DemoStatus = z.infer<typeof demoStatus>;

export const demoResult = z.object({
	/** Without password: the demo's role is no superuser and is let in from this machine without one. */
	url: z.string(),
	connection: z.string(),
	tenants: z.number().int(),
	tables: z.number().int(),
	rows: z.number().int(),
	/** Known faults that were planted by `withDefects`, each in one sentence. */
	defects: z.array(z.string()),
});
export type DemoResult = z.infer<typeof demoResult>;

export const demo = {
	status: base.output(demoStatus),
	/** Starts the embedded server; makes, migrates and seeds the demo database where it is not there yet. */
	start: base
		.input(
			z.strictObject({
				/** Throws the demo away and makes it anew. */
				reset: z.boolean().optional(),
				/** Plants the known faults of docs/demo.md. */
				withDefects: z.boolean().optional(),
				/** Leaves the server running when this Bulkhead ends. */
				keep: z.boolean().optional(),
			}),
		)
		.output(jobStarted),
	/** Stops the server, whoever started it. */
	stop: base.output(z.object({ stopped: z.boolean() })),
};
