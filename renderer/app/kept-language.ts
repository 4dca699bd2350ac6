/**
 * The chosen language, kept where it can be read before anything is drawn: in a cookie, since the browser host has another port, and so
 * another local storage, at each start; and in the local storage, since the desktop app's scheme has no cookies.
 */
import { isLanguage, type Language } from "../i18n/languages.ts";

const NAME = "bulkhead-language";
const YEAR_IN_SECONDS = 31_536_000;

export function keepLanguage(language: Language): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the other way to write one answers too late, and is not in every browser
	document.cookie = `${NAME}=${language}; Max-Age=${YEAR_IN_SECONDS}; Path=/; SameSite=Strict`;
	localStorage.setItem(NAME, language);
}

export function keptLanguage(): Language | undefined {
	const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${NAME}=`));
	return [cookie?.slice(NAME.length + 1), localStorage.getItem(NAME)].find(isLanguage);
}
