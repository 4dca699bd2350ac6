/** A known fault, planted for learning and for tests. docs/demo.md tells how each is seen and mended. */
export interface Defect {
	/** One sentence: where it is and what it lets happen. */
	sentence: string;
	/** Run in the transaction that also makes the schema `workshop`. */
	sql: string;
}
