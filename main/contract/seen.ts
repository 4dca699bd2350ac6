/** Rows that sampled tenants see, before and after a run. */
import { z } from "zod";

/** Tenants that are asked as, and rows of a table that are counted; one more stands for more. */
export const SEEN_TENANTS = 10;
export const SEEN_COUNTED = 10_000;

export const seenChange = z.object({
	/** Whom the tables were asked as, after the run; absent: the login itself. */
	role: z.string().optional(),
	/** Asked before and after. */
	tenants: z.number().int(),
	tables: z.number().int(),
	/** Where a tenant sees another number of rows than before, at most 500. `null`: not there, or it could not be asked. */
	changes: z.array(
		z.object({
			table: z.string(),
			tenant: z.string(),
			name: z.string().optional(),
			before: z.number().int().nullable(),
			after: z.number().int().nullable(),
		}),
	),
	leftOut: z.number().int(),
	/** Why less is known, in sentences. */
	missing: z.array(z.string()),
});
export type SeenChange = z.infer<typeof seenChange>;
