import { useSyncExternalStore } from "react";
import { keep, kept } from "./kept.ts";

type Contrast = "more" | "usual";

const isContrast = (value: unknown): value is Contrast => value === "more" || value === "usual";
const asked = window.matchMedia("(prefers-contrast: more)");
const followers = new Set<() => void>();

/** What was chosen here, else what the system asks for. */
const contrast = (): Contrast => kept("contrast", isContrast) ?? (asked.matches ? "more" : "usual");

/** Puts it in use; the colours are in high-contrast.css. Again whenever the system changes its mind. */
export function followContrast(): void {
	const put = () => {
		document.documentElement.dataset.contrast = contrast();
		for (const follow of followers) follow();
	};
	asked.addEventListener("change", put);
	put();
}

/** For good, whatever the system asks for. */
export function chooseContrast(value: Contrast): void {
	keep("contrast", value);
	document.documentElement.dataset.contrast = value;
	for (const follow of followers) follow();
}

export const useContrast = (): Contrast =>
	useSyncExternalStore((follow) => {
		followers.add(follow);
		return () => followers.delete(follow);
	}, contrast);
