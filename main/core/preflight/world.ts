/** The relations that a plan touches, as they are when each of its statements runs: as the server has them, and what the plan makes of them. */
import type { AlterAction, ObjectName, Parsed, ParsedStatement } from "../ports.ts";
import { isRelation } from "./needs.ts";
import type { Relation, Standing } from "./read-rights.ts";

export interface Known extends Relation {
	/** The migration of the plan that makes it. */
	madeBy?: string;
	/** As it was before the plan; absent where the plan makes it. */
	before?: Relation;
	/** Something was done to it that is not understood: its owner may be another by now. */
	unsure: boolean;
}

interface Made {
	kind: Relation["kind"];
	migration: string;
	temporary?: boolean;
}

const flags: { [Action in AlterAction["action"]]?: Partial<Known> } = {
	"enable-rls": { rls: true },
	"disable-rls": { rls: false },
	"force-rls": { forced: true },
	"no-force-rls": { forced: false },
};

export class World {
	readonly standing: Standing;
	/** Schemas that the plan makes. */
	readonly #made = new Set<string>();
	readonly #relations = new Map<string, Known>();

	constructor(standing: Standing, relations: readonly Relation[]) {
		this.standing = standing;
		for (const relation of relations) this.#put({ ...relation, before: relation, unsure: false });
	}

	/** `anywhere`: the file sets search_path, so that one in any schema may be meant, if it is the only one. */
	find({ schema, name }: ObjectName, anywhere = false): Known | undefined {
		const schemas = schema === undefined ? ["pg_temp", "pg_catalog", ...this.standing.path] : [schema];
		for (const each of schemas) {
			const found = this.#relations.get(key(each, name));
			if (found) return found;
		}
		if (schema !== undefined || !anywhere) return undefined;
		const named = [...this.#relations.values()].filter((relation) => relation.name === name);
		return named.length === 1 ? named[0] : undefined;
	}

	/** Whether the role may make something there; undefined where there is no such schema. */
	mayCreateIn(schema: string): boolean | undefined {
		return this.#made.has(schema) || this.standing.schemas.get(schema);
	}

	/** Takes in a statement, as if it had run. */
	learn(statement: ParsedStatement, migration: string): void {
		switch (statement.kind) {
			case "create-table":
			case "create-table-as":
				this.#makeOnce(statement, { kind: "table", migration, temporary: statement.temporary });
				break;
			case "create-view":
				this.#makeOnce(statement, { kind: "view", migration, temporary: statement.temporary });
				break;
			case "create":
				this.#create(statement, migration);
				break;
			case "create-index":
				this.#index(statement, migration);
				break;
			case "alter-table":
				this.#alter(statement);
				break;
			case "rename":
				this.#rename(statement);
				break;
			case "drop":
				this.#drop(statement);
				break;
			case "grant":
				for (const name of statement.names) doubt(this.find(name));
				break;
			default:
		}
	}

	#makeOnce({ name }: { name: ObjectName }, made: Made): void {
		if (!this.find(name)) this.#make(name, made);
	}

	#create({ object, name }: Parsed<"create">, migration: string): void {
		if (object === "schema") this.#made.add(name.name);
		if (object === "sequence") this.#makeOnce({ name }, { kind: "sequence", migration });
	}

	#index({ table, index }: Parsed<"create-index">, migration: string): void {
		const { schema } = this.find(table) ?? {};
		if (index && schema) this.#make({ schema, name: index }, { kind: "index", migration });
	}

	#make(name: ObjectName, made: Made): void {
		const { role, path } = this.standing;
		const schema = made.temporary ? "pg_temp" : (name.schema ?? path[0] ?? "public");
		const own = { owner: role.name, owned: true, schemaOwned: false, rls: false, forced: false, active: false };
		this.#put({ schema, name: name.name, kind: made.kind, ...own, rights: [], madeBy: made.migration, unsure: false });
	}

	#alter({ name, actions }: Parsed<"alter-table">): void {
		const relation = this.find(name, true);
		if (!relation) return;
		for (const { action } of actions) {
			Object.assign(relation, flags[action] ?? {});
			if (action === "other") doubt(relation);
		}
	}

	#rename({ object, name, part, to, moves }: Parsed<"rename">): void {
		const relation = this.find(name, true);
		if (!relation || !isRelation(object) || part !== undefined) return;
		this.#forget(relation);
		if (moves) relation.schema = to;
		else relation.name = to;
		this.#put(relation);
	}

	#drop({ object, names }: Parsed<"drop">): void {
		if (!isRelation(object)) return;
		for (const name of names) this.#forget(this.find(name));
	}

	#put(relation: Known): void {
		this.#relations.set(key(relation.schema, relation.name), relation);
	}

	#forget(relation: Known | undefined): void {
		if (relation) this.#relations.delete(key(relation.schema, relation.name));
	}
}

/** What the plan makes belongs to the role, whatever is done to it. */
function doubt(relation: Known | undefined): void {
	if (relation && !relation.madeBy) relation.unsure = true;
}

const key = (schema: string, name: string): string => JSON.stringify([schema, name]);
