import { formatNumber, formatSpan } from "../i18n/format.ts";

export { formatAbsolute } from "../i18n/format.ts";

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
	const unit = units.find(([, size]) => Math.abs(seconds) >= size);
	return unit ? formatSpan(Math.round(seconds / unit[1]), unit[0]) : formatSpan(0, "second");
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
