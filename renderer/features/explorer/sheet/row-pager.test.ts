import { expect, test } from "vitest";
import type { ViewRows } from "../../../../main/contract/index.ts";
import { createRowPager, type LoadPage } from "./row-pager.ts";

/** A table of numbers, paged as the core does it. */
function numbers(count: number) {
	const state = { count, asked: [] as number[], rows: () => Array.from({ length: state.count }, (_, at) => at) };
	const load: LoadPage = async ({ after, limit }) => {
		const from = after ? Number(after[0]) + 1 : 0;
		state.asked.push(from);
		const page = state.rows().filter((at) => at >= from);
		const rows = page.slice(0, limit).map((at) => [String(at)]);
		const more = page.length > limit;
		return {
			...{ columns: [{ name: "id", type: "bigint", key: 1 }], rows, cut: [], truncated: more, ms: 1 },
			...(more ? { next: [rows.at(-1)?.[0] ?? null] } : {}),
			evidence: {},
		} as unknown as ViewRows;
	};
	return { state, load };
}

async function settled(check: () => boolean): Promise<void> {
	for (let tries = 0; tries < 2_000 && !check(); tries += 1) await new Promise((done) => setTimeout(done, 0));
	expect(check()).toBe(true);
}

test("pages come as the window moves, each from where the one before ended", async () => {
	const { state, load } = numbers(800);
	const pager = createRowPager(load, () => {});
	pager.want(0, 30);
	await settled(() => pager.known === 450 && !pager.loading);
	expect(state.asked).toEqual([0, 200]);
	pager.want(200, 240);
	await settled(() => pager.known === 700 && !pager.loading);
	expect(pager.ended).toBe(false);
	pager.want(600, 640);
	await settled(() => pager.ended);
	expect(pager.known).toBe(800);
	expect(pager.row(799)?.cells).toEqual(["799"]);
	expect(pager.row(800)).toBeUndefined();
});

test("pages far from the window are dropped, and asked for again when it comes back", async () => {
	const { state, load } = numbers(30_000);
	const pager = createRowPager(load, () => {});
	for (let at = 0; !pager.ended; at = pager.known) {
		pager.want(at, at + 30);
		await settled(() => !pager.loading && (pager.known > at + 30 || pager.ended));
	}
	expect(pager.known).toBe(30_000);
	expect(pager.row(10)).toBeUndefined();
	const asked = state.asked.length;
	pager.want(0, 30);
	await settled(() => pager.row(10) !== undefined && !pager.loading);
	expect(pager.row(10)?.cells).toEqual(["10"]);
	expect(state.asked.slice(asked)[0]).toBe(0);
	expect(pager.known).toBe(30_000);
});

test("a page that has changed meanwhile takes back what was known behind it", async () => {
	const { state, load } = numbers(30_000);
	const pager = createRowPager(load, () => {});
	for (let at = 0; !pager.ended; at = pager.known) {
		pager.want(at, at + 30);
		await settled(() => !pager.loading && (pager.known > at + 30 || pager.ended));
	}
	state.count = 150;
	pager.want(0, 30);
	await settled(() => !pager.loading && pager.known === 150);
	expect(pager.ended).toBe(true);
});

test("a failure stops it until it is tried again", async () => {
	const { load } = numbers(300);
	let broken = true;
	let changes = 0;
	const pager = createRowPager(
		async (from, signal) => (broken ? Promise.reject(new Error("no")) : load(from, signal)),
		() => {
			changes += 1;
		},
	);
	pager.want(0, 30);
	await settled(() => pager.error !== undefined);
	pager.want(1, 31);
	expect(pager.loading).toBe(false);
	broken = false;
	pager.retry();
	await settled(() => pager.known === 300);
	expect(changes).toBeGreaterThan(2);
});

test("what is stopped tells nothing any more of what was on its way", async () => {
	const { load } = numbers(300);
	let changes = 0;
	const pager = createRowPager(load, () => {
		changes += 1;
	});
	pager.want(0, 30);
	const before = changes;
	pager.stop();
	await new Promise((done) => setTimeout(done, 20));
	expect([changes, pager.known]).toEqual([before, 0]);
	pager.want(0, 30);
	await settled(() => pager.known === 300);
});
