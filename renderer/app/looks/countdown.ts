/** Minutes and seconds until then, as a clock shows them: 0:00 when it is over. Pure. */
export function countdown(endsAt: Date, now: number): string {
	const seconds = Math.max(0, Math.ceil((endsAt.getTime() - now) / 1_000));
	const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
	const padded = (value: number) => String(value).padStart(2, "0");
	const rest = padded(seconds % 60);
	return hours > 0 ? `${hours}:${padded(minutes)}:${rest}` : `${minutes}:${rest}`;
}
