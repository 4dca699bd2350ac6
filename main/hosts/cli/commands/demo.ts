import type { Context } from "../context.ts";
import { followJob } from "../follow-job.ts";
import { confirm } from "../prompt.ts";
import { say } from "../words/say.ts";

export interface DemoOptions {
	reset?: boolean;
	withDefects?: boolean;
	stop?: boolean;
}

/** Starts the embedded demo and leaves it running, so that its address is good for something; `--stop` ends it. */
export async function demo(context: Context, options: DemoOptions): Promise<number> {
	const { client, out } = context;
	if (options.stop) {
		const result = await client.demo.stop();
		out.answer(result, [result.stopped ? say("the demo is stopped") : say("the demo was not running")]);
		return 0;
	}
	const { state } = await client.demo.status();
	if (options.reset && state !== "absent") await confirm(context, say("Throw the demo away and make it anew?"));
	const started = client.demo.start({
		keep: true,
		...(options.reset ? { reset: true } : {}),
		...(options.withDefects ? { withDefects: true } : {}),
	});
	const { connection: _, ...result } = await followJob(context, "demo", started);
	out.answer(result, [
		result.url,
		say("{tenants} tenants, {tables} tables, {rows} rows", {
			tenants: result.tenants,
			tables: result.tables,
			rows: result.rows,
		}),
		...result.defects.map((defect) => say("planted: {defect}", { defect })),
		say("It stays until `bulkhead demo --stop`."),
	]);
	return 0;
}
