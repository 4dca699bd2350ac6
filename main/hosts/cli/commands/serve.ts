import { AppError } from "../../../core/errors.ts";
import type { Context, Serve } from "../context.ts";
import { say } from "../words/say.ts";

const MINUTE = 60_000;

/** Opens the app for a browser on this machine and stays until Ctrl-C, or with --idle until nobody uses it. */
export async function serve(
	{ out, interrupted }: Context,
	start: Serve,
	options: { port?: string; idle?: string },
): Promise<number> {
	const port = numberOf("--port", options.port, [0, 65_535]);
	const idle = numberOf("--idle", options.idle, [1, 10_000]);
	const served = await start({
		...(port === undefined ? {} : { port }),
		...(idle === undefined ? {} : { idleMs: idle * MINUTE }),
	});
	out.answer({ url: served.url }, [served.url]);
	out.note(say("The address works once. Ctrl-C ends Bulkhead; from another machine, use ssh -L."));
	const stopped = new Promise<void>((done) => {
		if (interrupted.aborted) done();
		interrupted.addEventListener("abort", () => done(), { once: true });
	});
	await Promise.race([served.ended, stopped]);
	await served.close();
	return 0;
}

function numberOf(option: string, text: string | undefined, [least, most]: [number, number]): number | undefined {
	if (text === undefined) return undefined;
	const number = Number(text);
	if (text.trim() !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
	throw new AppError("BAD_USAGE", `${option} is a number from ${least} to ${most}, not ${JSON.stringify(text)}.`);
}
