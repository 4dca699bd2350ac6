/** What a run will meet, found out before it runs. */
import { z } from "zod";
import { base } from "./base.ts";
import { migrationId } from "./migration-id.ts";

/** Who runs it. */
export const runningRole = z.object({
	/** current_user: what statements run as. */
	name: z.string(),
	/** session_user, where that is somebody else. */
	loggedInAs: z.string().optional(),
	superuser: z.boolean(),
	/** Policies never bind it. */
	bypassrls: z.boolean(),
	createrole: z.boolean(),
	createdb: z.boolean(),
	/** May make schemas in this database. */
	createSchemas: z.boolean(),
	databaseOwner: z.string(),
});
export type RunningRole = z.infer<typeof runningRole>;

export const privilegeProblem = z.object({
	/** Absent for what stops every run. */
	migration: migrationId.optional(),
	file: z.string().optional(),
	line: z.number().int().optional(),
	/** fails: nothing can keep it from failing · may-fail: it stands in a DO block, or something before it may help. */
	certainty: z.enum(["fails", "may-fail"]),
	/** As in `tables`. */
	table: z.string().optional(),
	message: z.string(),
	/** What can be done. */
	next: z.string(),
});
export type PrivilegeProblem = z.infer<typeof privilegeProblem>;

export const touchedTable = z.object({
	/** Qualified where it is there, else as the statement has it. */
	table: z.string(),
	kind: z.enum(["table", "view", "index", "sequence", "other"]),
	/** The planned migration that makes it; then what follows tells of what it will be. */
	madeBy: migrationId.optional(),
	/** Absent where it is not there. */
	owner: z.string().optional(),
	/** The role is its owner, or has what the owner has. */
	owned: z.boolean(),
	rls: z.boolean(),
	forced: z.boolean(),
	/** row_security_active(): the policies bind this role, as things are now. */
	active: z.boolean(),
	/** Rights that the role has, as GRANT names them. */
	rights: z.array(z.string()),
	/** What the plan does with it: the first place of each kind in each migration. */
	uses: z.array(z.object({ migration: migrationId, line: z.number().int(), what: z.string() })),
});
export type TouchedTable = z.infer<typeof touchedTable>;

export const privilegesResult = z.object({
	role: runningRole,
	/** In the order in which the plan touches them. */
	tables: z.array(touchedTable),
	/** In the order of the plan; one of each kind in each migration. */
	problems: z.array(privilegeProblem),
	/** What could not be judged, in sentences. */
	notes: z.array(z.string()),
});
export type PrivilegesResult = z.infer<typeof privilegesResult>;

export const preflight = {
	/** Who runs these migrations, and whether that role may. Runs nothing of them. */
	privileges: base
		.input(
			z.strictObject({
				connection: z.string(),
				direction: z.enum(["apply", "rollback"]),
				/** In the order of the plan. */
				ids: z.array(migrationId),
			}),
		)
		.output(privilegesResult),
};
