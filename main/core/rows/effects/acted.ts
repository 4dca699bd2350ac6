/** A table whose rows a write touches: the one that is meant, its partitions and children, and what foreign keys act on. */
export interface Acted {
	oid: string;
	schema: string;
	name: string;
	kind: string;
	/** What happens to its rows. */
	command: "INSERT" | "UPDATE" | "DELETE";
	rules: boolean;
}
