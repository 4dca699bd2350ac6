/** What may run out, and what autovacuum is told to do. */
export interface SequenceFact {
	/** schema.sequence, quoted where it has to be. */
	name: string;
	/** Undefined before its first number, and where this login may not see it. */
	last: bigint | undefined;
	readable: boolean;
	minimum: bigint;
	maximum: bigint;
	increment: bigint;
	cycles: boolean;
	/** The column that takes its numbers, of which table, and the widths in bytes of it and of the columns that refer to it. */
	column: { table: string; schema: string; relation: string; name: string; width: number } | undefined;
	referring: { name: string; width: number }[];
}

export interface UpkeepFacts {
	settings: {
		autovacuum: boolean;
		freezeMaxAge: number;
		multixactFreezeMaxAge: number;
		/** Since 14. */
		failsafeAge: number | undefined;
		multixactFailsafeAge: number | undefined;
		analyzeThreshold: number;
		analyzeScale: number;
		vacuumThreshold: number;
		vacuumScale: number;
		/** Since 18; undefined without a limit. */
		vacuumMaxThreshold: number | undefined;
	};
	database: { xidAge: number; multixactAge: number };
	/** Of the TOAST of tables, by the table's oid. */
	toast: Map<string, { xidAge: number; multixactAge: number }>;
	/** What holds the oldest rows back: the oldest first. */
	holders: { what: string; age: number }[];
	sequences: SequenceFact[];
	/** The server's clock, ISO. */
	now: string;
}
