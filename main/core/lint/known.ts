/** What is known of a database while the files of a set are read in their order: from the files themselves and, if asked, from a server. */
import type { LintSeverity } from "../../contract/index.ts";
import type { ObjectName, Policy, TypeName } from "../ports.ts";
import type { Place } from "./script.ts";

/** Undefined: nobody knows. */
type Maybe = boolean | undefined;

export interface KnownColumn {
	type?: TypeName | undefined;
	notNull: Maybe;
}

export interface KnownConstraint {
	kind: string;
	validated: boolean;
	/** Of `CHECK (column IS NOT NULL)`, or of a NOT NULL that was added by name. */
	notNull?: string | undefined;
	columns: string[];
	/** Added by this file. */
	place?: Place;
}

export interface KnownPolicy extends Pick<Policy, "command" | "permissive" | "grantees"> {
	name: string;
	/** Whether its USING names a column of the table. */
	namesColumn: Maybe;
	place?: Place;
}

export interface KnownTable extends ObjectName {
	kind: "table" | "partitioned" | "view" | "materialized view";
	temporary: boolean;
	/** The statement of the set that makes it; absent where it was there before. */
	made?: Place;
	columns: Map<string, KnownColumn>;
	rls: Maybe;
	forced: Maybe;
	/** Where the set turns RLS on. */
	enabled?: Place;
	policies: Map<string, KnownPolicy>;
	constraints: Map<string, KnownConstraint>;
	/** What it is a partition or a child of. */
	parents: ObjectName[];
	live?: { bytes: number; empty: boolean; rows?: number; ownedByRole: boolean };
}

export interface KnownFunction {
	name: ObjectName;
	definer: boolean;
	volatility: string;
	language: string;
	/** Settings that its SET clauses pin, with their values. */
	settings: { name: string; values: string[] }[];
	/** Custom settings that its body reads, and those that it takes for a flag. */
	reads: string[];
	flags: string[];
	made?: Place;
}

export interface KnownIndex {
	table?: ObjectName;
	valid: boolean;
}

export class Known {
	/** Schemas in which an unqualified name is looked for. */
	readonly path: readonly string[];
	readonly functions = new Map<string, KnownFunction[]>();
	readonly indexes = new Map<string, KnownIndex>();
	/** Where DO blocks build their SQL when they run, with their texts. */
	readonly unread: { place: Place; text: string }[] = [];
	/** PUBLIC gets no EXECUTE on what this role creates from here on. */
	executeTaken = false;
	readonly #tables = new Map<string, KnownTable>();

	constructor(path: readonly string[] = ["public"]) {
		this.path = path.length > 0 ? path : ["public"];
	}

	find(name: ObjectName): KnownTable | undefined {
		const schemas = name.schema === undefined ? ["pg_temp", ...this.path] : [name.schema];
		return schemas.map((schema) => this.#tables.get(key(schema, name.name))).find((table) => table !== undefined);
	}

	/** What is known of it from now on; nothing yet where it was not heard of. */
	table(name: ObjectName): KnownTable {
		return this.find(name) ?? this.put(unknownTable(name));
	}

	put(table: KnownTable): KnownTable {
		this.#tables.set(this.#keyOf(table), table);
		return table;
	}

	forget(name: ObjectName): void {
		const table = this.find(name);
		if (table) this.#tables.delete(this.#keyOf(table));
	}

	tables(): KnownTable[] {
		return [...this.#tables.values()];
	}

	/** Every function of that name that is known, whatever its arguments. */
	functionsNamed({ name }: ObjectName): KnownFunction[] {
		return this.functions.get(name) ?? [];
	}

	putFunction(found: KnownFunction): void {
		this.functions.set(found.name.name, [...this.functionsNamed(found.name), found]);
	}

	/** A finding about what is missing, where a body that is not looked into may have it: no more than a note. */
	ifNowhere(severity: LintSeverity, words: RegExp): { severity: LintSeverity; unless: string } {
		const somewhere = this.unread.some(({ text }) => words.test(text));
		if (!somewhere) return { severity, unless: "" };
		return { severity: "info", unless: ", unless a DO block that builds its SQL does it" };
	}

	#keyOf({ schema, name, temporary }: KnownTable): string {
		return key(temporary ? "pg_temp" : (schema ?? this.path[0] ?? "public"), name);
	}
}

const key = (schema: string, name: string): string => JSON.stringify([schema, name]);

export function unknownTable(name: ObjectName): KnownTable {
	return {
		...name,
		kind: "table",
		temporary: false,
		columns: new Map(),
		rls: undefined,
		forced: undefined,
		policies: new Map(),
		constraints: new Map(),
		parents: [],
	};
}
