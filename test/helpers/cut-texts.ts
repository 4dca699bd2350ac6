/** What of a page's own words cannot be read: cut off, or lying on something else. */
import type { Page } from "playwright-core";

/** One line for each; names that come from a server may be cut, since they are shown whole elsewhere. */
export async function unreadable(page: Page): Promise<string[]> {
	return [...(await page.evaluate(cutOff)), ...(await page.evaluate(lyingOnOthers))];
}

/** Runs in the page. */
function cutOff(): string[] {
	const serversOwn = "code, bdi, .cm-editor, [role=gridcell], [role=rowheader], [role=option]";
	const worded = "button, a, label, legend, h1, h2, h3, th, dt, [role=columnheader], [role=tab], [role=radio], summary";
	const shown = (element: Element): boolean => {
		const { width, height } = element.getBoundingClientRect();
		return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
	};
	const isCut = (part: HTMLElement, outer: HTMLElement): boolean => {
		if (part.clientWidth === 0 || part.scrollWidth <= part.clientWidth + 1) return false;
		// A name with its whole self in the tip.
		if (part.closest(serversOwn) || part.querySelector("bdi, code") || part.title === part.textContent) return false;
		return (part === outer || getComputedStyle(part).overflowX !== "visible") && shown(part);
	};
	const sideways = document.documentElement.scrollWidth > innerWidth + 1 ? ["the page scrolls sideways"] : [];
	const cut = [...document.querySelectorAll<HTMLElement>(worded)].flatMap((outer) => {
		if (!shown(outer) || outer.closest(serversOwn)) return [];
		const part = [outer, ...outer.querySelectorAll<HTMLElement>("*")].find((each) => isCut(each, outer));
		return part ? [`cut: "${outer.textContent.slice(0, 60)}", ${part.clientWidth} of ${part.scrollWidth}px`] : [];
	});
	return [...sideways, ...cut];
}

/** Runs in the page: buttons and fields that cover one another, where that is seen. */
function lyingOnOthers(): string[] {
	const named = (element: Element): string =>
		`"${(element.textContent || element.ariaLabel || element.tagName).slice(0, 60)}"`;
	// What is under an open dialog is not seen to lie on anything.
	const dialog = [...document.querySelectorAll("[role=dialog]")].findLast((each) => each.checkVisibility());
	const boxes = [...(dialog ?? document).querySelectorAll("button, a[href], input, select")]
		.filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
		.filter((each) => !each.closest("[role=grid], [inert], [aria-hidden=true]"))
		.map((element) => ({ element, box: element.getBoundingClientRect() }));
	const covers = (a: (typeof boxes)[number], b: (typeof boxes)[number]): boolean => {
		const [left, right] = [Math.max(a.box.left, b.box.left), Math.min(a.box.right, b.box.right)];
		const [top, bottom] = [Math.max(a.box.top, b.box.top), Math.min(a.box.bottom, b.box.bottom)];
		if (right - left <= 2 || bottom - top <= 2 || a.element.contains(b.element) || b.element.contains(a.element))
			return false;
		// A button may stand in its own field; what a scrolled box has hidden is not seen.
		if (b.element.closest("[class*=Input-wrapper]")?.contains(a.element)) return false;
		const inFront = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
		return inFront !== null && (a.element.contains(inFront) || b.element.contains(inFront));
	};
	return boxes.flatMap((a, at) =>
		boxes.slice(at + 1).flatMap((b) => (covers(a, b) ? [`${named(a.element)} lies on ${named(b.element)}`] : [])),
	);
}
