/** The demo's year. Everything is placed on fixed days, whatever the date is today, so that the demo is the same every time. */

/** The end: nothing in the demo is later. */
export const END = "2026-11-01";
/** Days of usage, up to END. */
export const DAYS = 365;

const DAY = 86_400_000;

/** ISO moment so many days, and then seconds, before (or below zero: after) the end. */
export function daysBeforeEnd(days: number, seconds = 0): string {
	return new Date(Date.parse(`${END}T00:00:00Z`) - days * DAY + seconds * 1_000).toISOString();
}
