/** What would run, shown before it does. */
import { z } from "zod";
import { lostObject } from "./errors.ts";
import { migrationId } from "./migration-id.ts";
import { barrierLeft, exposedTable, snapshotRoom } from "./rollback.ts";
import { skippedMigration } from "./statements.ts";

export const plannedStatement = z.object({
	line: z.number().int(),
	/** First words on one line, at most 160 characters. */
	text: z.string(),
	/** 1-based; statements of one segment are committed together. */
	segment: z.number().int(),
	/** PostgreSQL refuses it in a transaction: it is a segment by itself. */
	alone: z.boolean(),
	/** Of one that runs alone: what it is; `other` for what a comment above it says of it, too. */
	solo: z.enum(["create-index", "drop-index", "reindex", "detach-partition", "other"]).optional(),
	/** On a partitioned table PostgreSQL refuses CREATE INDEX CONCURRENTLY: what is done in its place, in this order. */
	instead: z.array(z.string()).optional(),
});

export const plannedMigration = z.object({
	id: migrationId,
	name: z.string(),
	statements: z.array(plannedStatement),
	checkCount: z.number().int(),
});

/** A table with rows whose row-level security is switched off by a statement: its name is typed before that runs. */
export const unguardedTable = z.object({
	migration: migrationId,
	line: z.number().int(),
	/** Qualified name. */
	table: z.string(),
});
export type UnguardedTable = z.infer<typeof unguardedTable>;

export const planResult = z.object({
	direction: z.enum(["apply", "rollback"]),
	/** In the order in which they will run, each in one transaction. */
	steps: z.array(plannedMigration),
	skipped: z.array(skippedMigration),
	/** Why the plan cannot run, in sentences that name the choices; empty when it can. */
	refusals: z.array(z.string()),
	/** What a rollback destroys; empty for apply. */
	lost: z.array(lostObject),
	/** Whose row-level security a rollback takes away. */
	exposed: z.array(exposedTable).optional(),
	/** Tables that a rollback takes from behind the barrier. */
	barrierLeft: z.array(barrierLeft).optional(),
	/** Of an apply: tables whose names have to be typed; absent where there is none. */
	unguarded: z.array(unguardedTable).optional(),
	/** Where what is lost would be kept; absent where nothing is. */
	room: snapshotRoom.optional(),
});
export type PlanResult = z.infer<typeof planResult>;
