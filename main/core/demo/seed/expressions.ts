/**
 * SQL expressions that look random and are not: each is arithmetic over the row's key, the column `h` (bigint) of the query around it,
 * and a salt that tells the expressions of a row apart. hashint8extended places rows in hash partitions, so it stays as it is.
 */
import { quoteLiteral } from "../../sql/quote.ts";

/** A whole number from 0 up to, not including, `limit` (a number, or an expression). */
export function below(limit: number | string, salt: number): string {
	return `((pg_catalog.hashint8extended(h, ${salt}) & 2147483647) % ${limit})::integer`;
}

/** A whole number from `low` to `high`, both included. */
export function between(low: number, high: number, salt: number): string {
	return `(${low} + ${below(high - low + 1, salt)})`;
}

/** True for so many rows of a hundred. */
export function chance(percent: number, salt: number): string {
	return `(${below(100, salt)} < ${percent})`;
}

/** One of these texts; one that stands twice is picked twice as often. */
export function pick(words: readonly string[], salt: number): string {
	return `(${textArray(words)})[1 + ${below(words.length, salt)}]`;
}

/** One of the elements of an array that is an expression. */
export function pickFrom(array: string, salt: number): string {
	return `(${array})[1 + ${below(`pg_catalog.cardinality(${array})`, salt)}]`;
}

/** So many elements of such an array, one after the other as it has them, as one text. */
export function someOf(array: string, count: number | string, salt: number): string {
	const from = below(`pg_catalog.cardinality(${array})`, salt);
	return `array_to_string((${array} || ${array})[1 + ${from} : ${from} + ${count}], ' ')`;
}

export function textArray(words: readonly string[]): string {
	return `ARRAY[${words.map((word) => quoteLiteral(word)).join(", ")}]::text[]`;
}

/** A UUID of version 4's form, the same for the same name and key. */
export function uuid(name: string, key = "h"): string {
	const digest = `pg_catalog.md5('bulkhead demo ${name} ' || ${key})`;
	return `overlay(overlay(${digest} PLACING '4' FROM 13) PLACING 'a' FROM 17)::uuid`;
}

/** A moment on that day, so many seconds after midnight by the clock on the wall of the customer `c`. */
export function localTime(day: string, seconds: string): string {
	return `((${day})::timestamp + (${seconds}) * interval '1 second') AT TIME ZONE c.tz`;
}

/** A moment by day while `c` is a customer, after its first day. */
export function moment(salt: number): string {
	const days = "(c.closed_at::date - c.opened_at::date - 1)";
	return localTime(`c.opened_at::date + 1 + ${below(days, salt)}`, between(28_800, 61_200, salt + 1));
}

/** One of the people whom the customer `c` had at that moment. */
export function member(at: string, salt: number): string {
	const which = `1 + ${below("pg_catalog.cardinality(c.user_ids)", salt)}`;
	return `CASE WHEN c.since[${which}] < ${at} THEN c.user_ids[${which}] ELSE c.user_ids[1] END`;
}

/** A telephone number of the customer's region. */
export function phone(salt: number): string {
	return `c.phone[1] || to_char(${below(1_000_000, salt)} % (10 ^ regexp_count(c.phone[2], '0'))::integer, c.phone[2])`;
}

/** So many keys `h` for each customer `c`, whose words are `w`, as a FROM clause; `table` keeps those of one table apart from another's. */
export function perCustomer(count: string, table: number): string {
	return `pg_temp.seed_customers c
  JOIN pg_temp.seed_words w USING (n)
  CROSS JOIN LATERAL generate_series(1, (${count})::integer) AS k
  CROSS JOIN LATERAL (SELECT (${table}::bigint * 100 + c.n) * 100000 + k AS h) AS key`;
}
