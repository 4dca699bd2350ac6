/**
 * What a person chose for the page itself, kept where it can be read before anything is drawn: in a cookie, since the browser host has
 * another port, and so another local storage, at each start; and in the local storage, since the desktop app's scheme has no cookies.
 */
const YEAR_IN_SECONDS = 31_536_000;

/** `value`: letters and hyphens. */
export function keep(name: string, value: string): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the other way to write one answers too late, and is not in every browser
	document.cookie = `bulkhead-${name}=${value}; Max-Age=${YEAR_IN_SECONDS}; Path=/; SameSite=Strict`;
	localStorage.setItem(`bulkhead-${name}`, value);
}

/** The first of the two that is one of these. */
export function kept<Value extends string>(name: string, is: (value: unknown) => value is Value): Value | undefined {
	const cookie = document.cookie.split("; ").find((part) => part.startsWith(`bulkhead-${name}=`));
	return [cookie?.slice(`bulkhead-${name}=`.length), localStorage.getItem(`bulkhead-${name}`)].find(is);
}
