/** What the estimates of size need beside the statistics. */
export interface SizeFacts {
	/** Operator classes of btree, by oid, whose equal keys are the same bytes: those that deduplication takes. */
	equalImage: Set<string>;
	/** Collations, by oid, for which that does not hold. */
	nondeterministic: Set<string>;
	/** Of several columns together, from extended statistics, by the table's oid. */
	distinct: Map<string, { columns: number[]; distinct: number }[]>;
	/** Of tables that have one, by the table's oid; `rows` is undefined where it was never counted. */
	toast: Map<string, { pages: number; rows: number | undefined }>;
}
