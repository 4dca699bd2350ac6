import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobSummary } from "../../contract/index.ts";
import type { Client } from "../local-client.ts";
import { notifyEnds } from "./notify-ends.ts";

const electron = vi.hoisted(() => ({
	focused: false,
	shown: [] as { title: string; body: string; click?: () => void }[],
}));

vi.mock("electron", () => ({
	BrowserWindow: { getFocusedWindow: () => (electron.focused ? {} : null) },
	Notification: class {
		static isSupported = () => true;
		readonly #said: { title: string; body: string; click?: () => void };
		constructor(said: { title: string; body: string }) {
			this.#said = said;
		}
		on(_event: "click", click: () => void) {
			this.#said.click = click;
		}
		show() {
			electron.shown.push(this.#said);
		}
	},
}));

let jobs: JobSummary[] = [];
const find = async ({ name }: { name: string }) => {
	if (name === "c1") return { name: "Shop" };
	throw new Error("there is none");
};
const client = { jobs: { list: async () => ({ jobs }) }, connections: { find } } as unknown as Client;
const shown: (string | undefined)[] = [];
let notices: ReturnType<typeof notifyEnds>;

beforeEach(() => {
	vi.useFakeTimers();
	Object.assign(electron, { focused: false, shown: [] });
	shown.length = 0;
	jobs = [];
	notices = notifyEnds({ client, show: (connection) => shown.push(connection) });
});
afterEach(() => {
	notices.stop();
	vi.useRealTimers();
});

/** Lets a job run for so many seconds, and end. */
async function run(seconds: number, job: Partial<JobSummary> = {}, status: "done" | "failed" = "done"): Promise<void> {
	const started: JobSummary = {
		jobId: "1",
		job: "apply",
		startedAt: new Date(),
		status: "running",
		lastSeq: 1,
		...job,
	};
	jobs = [started];
	await vi.advanceTimersByTimeAsync(seconds * 1_000);
	jobs = [{ ...started, status }];
	await vi.advanceTimersByTimeAsync(5_000);
}

test("work of half a minute and more is told when it ends to who does not look at Bulkhead, with its connection's name", async () => {
	await run(150, { connection: "c1" });
	expect(electron.shown).toMatchObject([{ title: "Migrations: done", body: "Shop, after 3 min. Click to see it." }]);
	electron.shown[0]?.click?.();
	expect(shown).toEqual(["c1"]);
});

test("what failed is told as not done; the name of a connection that is gone is left out", async () => {
	await run(40, { job: "scan", connection: "gone" }, "failed");
	expect(electron.shown).toMatchObject([{ title: "Isolation scan: not done", body: "After 1 min. Click to see it." }]);
});

test("short work is not told, nor any to who looks at the window, nor one end twice", async () => {
	await run(20);
	electron.focused = true;
	await run(60);
	electron.focused = false;
	await vi.advanceTimersByTimeAsync(60_000);
	expect(electron.shown).toEqual([]);
	await run(60);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(electron.shown).toHaveLength(1);
});
