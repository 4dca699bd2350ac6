/** Says that long work has ended to who has turned to something else meanwhile. */
import { BrowserWindow, Notification } from "electron";
import type { JobSummary } from "../../contract/index.ts";
import type { Client } from "../local-client.ts";
import { english } from "./words/en.ts";
import { say } from "./words/say.ts";

/** Milliseconds from which work is long: nobody leaves for less. */
const LONG = 30_000;
/** Milliseconds between two looks. */
const PACE = 2_000;

interface Needs {
	client: Client;
	/** Shows the window with this connection, or as it is. */
	show(connection: string | undefined): void;
}

/** Looks until `stop` is called. */
export function notifyEnds({ client, show }: Needs): { stop(): void } {
	let running = new Map<string, JobSummary>();
	const look = async (): Promise<void> => {
		const { jobs } = await client.jobs.list();
		const ended = jobs.filter(({ jobId, status }) => status !== "running" && running.has(jobId));
		running = new Map(jobs.filter(({ status }) => status === "running").map((job) => [job.jobId, job]));
		for (const job of ended) {
			const ms = Date.now() - job.startedAt.getTime();
			if (ms >= LONG && BrowserWindow.getFocusedWindow() === null) await tell(job, ms);
		}
	};
	const tell = async (job: JobSummary, ms: number): Promise<void> => {
		if (!Notification.isSupported()) return;
		const { connection } = job;
		const name = connection === undefined ? undefined : await nameOf(client, connection);
		const minutes = String(Math.max(1, Math.round(ms / 60_000)));
		const notification = new Notification({
			title: say(job.status === "done" ? "ended.done" : "ended.failed", { job: wordOf(job.job) }),
			// Of the work itself nothing: a notification may stand on a locked screen.
			body:
				name === undefined ? say("ended.body.alone", { minutes }) : say("ended.body", { connection: name, minutes }),
		});
		notification.on("click", () => show(connection));
		notification.show();
	};
	const timer = setInterval(() => void look().catch(() => {}), PACE);
	return { stop: () => clearInterval(timer) };
}

function wordOf(job: string): string {
	const key = `job.${job}`;
	return say(key in english ? (key as keyof typeof english) : "job.other");
}

/** The name of a connection; one that was given for this run only may be gone by now. */
async function nameOf(client: Client, id: string): Promise<string | undefined> {
	return client.connections.find({ name: id }).then(
		({ name }) => name,
		() => undefined,
	);
}
