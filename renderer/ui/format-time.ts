import { formatNumber, locale } from "../i18n/i18n.ts";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
	["year", 31_557_600],
	["month", 2_629_800],
	["week", 604_800],
	["day", 86_400],
	["hour", 3_600],
	["minute", 60],
];

/** "3 minutes ago", in the language in use; below a minute it is "now". Both in milliseconds. */
export function formatRelative(at: number, now: number): string {
	const seconds = (at - now) / 1000;
	const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
	const unit = units.find(([, size]) => Math.abs(seconds) >= size);
	return unit ? format.format(Math.round(seconds / unit[1]), unit[0]) : format.format(0, "second");
}

/** Date, time to the second and time zone of this machine. */
export function formatAbsolute(at: Date): string {
	return new Intl.DateTimeFormat(locale(), {
		dateStyle: "medium",
		timeStyle: "long",
	}).format(at);
}

/** Milliseconds for people: 0.4ms, 83ms, 4.1s, 2m 5s. */
export function formatDuration(ms: number): string {
	const unit = (value: number, name: string, digits: number) =>
		formatNumber(value, { style: "unit", unit: name, unitDisplay: "narrow", maximumFractionDigits: digits });
	if (ms < 1000) return unit(ms, "millisecond", ms < 10 ? 1 : 0);
	if (ms < 60_000) return unit(ms / 1000, "second", 1);
	const minutes = Math.floor(ms / 60_000);
	return `${unit(minutes, "minute", 0)} ${unit(Math.round((ms % 60_000) / 1000), "second", 0)}`;
}
