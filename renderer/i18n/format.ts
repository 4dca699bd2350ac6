/** Numbers, dates, times and plural rules of the language in use: the one place that asks Intl. */
import { locale } from "./current.ts";

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
	return new Intl.NumberFormat(locale(), options).format(value);
}

/** Which of its forms the language gives a number. */
export function pluralRule(n: number): Intl.LDMLPluralRule {
	return new Intl.PluralRules(locale()).select(n);
}

/** "3 minutes ago"; of 0 "now". */
export function formatSpan(value: number, unit: Intl.RelativeTimeFormatUnit): string {
	return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(value, unit);
}

/** The month by its name: figures alone are read in another order in each language. */
const day = { day: "numeric", month: "short", year: "numeric" } as const;
const time = {
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
	hourCycle: "h23",
	timeZoneName: "short",
} as const;

/** Date, time to the second and time zone of this machine. */
export function formatAbsolute(at: Date): string {
	return new Intl.DateTimeFormat(locale(), { ...day, ...time }).format(at);
}

/** A day without a time, as the server names it: `2026-11-24`. */
export function formatDay(name: string): string {
	return new Intl.DateTimeFormat(locale(), { ...day, timeZone: "UTC" }).format(new Date(`${name}T00:00:00Z`));
}
