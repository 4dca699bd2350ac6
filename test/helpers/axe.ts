/** What axe has to say of a page that stands still. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** One line a rule that is broken, with what breaks it. `enhanced`: texts at 7 : 1 instead of 4.5 : 1. */
export async function axe(page: Page, { contrast }: { contrast?: "enhanced" } = {}): Promise<string[]> {
	await stands(page);
	// There is no frame in the page: without them axe need not open a page of its own.
	const builder = new AxeBuilder({ page: page as never }).setLegacyMode();
	if (contrast) builder.options({ rules: { "color-contrast-enhanced": { enabled: true } } });
	// A tip belongs to what it describes, wherever it hangs in the page: it needs no landmark.
	const { violations } = await builder.exclude("[role=tooltip]").analyze();
	return violations.map(({ id, help, nodes }) => {
		const at = nodes
			.slice(0, 4)
			.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary?.slice(0, 300)}`);
		return `${id}: ${help}: ${at.join(" | ")}`;
	});
}

/** As somebody has it who asks for that theme, and for no motion. */
export async function dressIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
	await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
	await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

/** A transition that is under way has colours of its own; what turns without an end, as a loader does, has none. */
async function stands(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const frame = () => new Promise(requestAnimationFrame);
		await frame();
		await frame();
		const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
		await Promise.allSettled(ending.map(({ finished }) => finished));
		await frame();
	});
}
