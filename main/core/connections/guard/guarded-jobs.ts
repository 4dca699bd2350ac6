import type { JobKind } from "../../../contract/index.ts";
import type { Jobs } from "../../jobs.ts";
import type { Connections } from "../registry.ts";

/** Kinds that write nothing to a connection, and one that decides for itself. Every other one needs the guard lifted. */
const free: ReadonlySet<JobKind> = new Set(["verify", "demo", "rehearse", "scan"]);

/** Jobs that do not begin on a locked connection; one that has begun may write to its end. */
export function guardedJobs(jobs: Jobs, connections: Connections): Jobs {
	return {
		...jobs,
		start(kind, connection, run) {
			if (connection === undefined) return jobs.start(kind, connection, run);
			if (free.has(kind)) return jobs.start(kind, connection, (job) => connections.using(connection, () => run(job)));
			connections.requireWritable(connection);
			return jobs.start(kind, connection, (job) =>
				connections.using(connection, () => connections.writing(connection, () => run(job))),
			);
		},
	};
}
