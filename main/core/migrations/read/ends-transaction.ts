/** Statements, by their first tokens, that would end the transaction which Bulkhead holds around a file. */
export const ENDS_TRANSACTION =
	/^(BEGIN|START|COMMIT|END|ABORT|PREPARE TRANSACTION|ROLLBACK(?! TO| WORK TO| TRANSACTION TO))\b/;
