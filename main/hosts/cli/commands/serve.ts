import { AppError } from "../../../core/errors.ts";
import type { Context, Served } from "../context.ts";

/** Opens the app for a browser on this machine and stays until Ctrl-C. */
export async function serve(
	{ out, interrupted }: Context,
	start: (options: { port?: number }) => Promise<Served>,
	options: { port?: string },
): Promise<number> {
	const port = options.port === undefined ? undefined : Number(options.port);
	if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) {
		throw new AppError("BAD_USAGE", `--port is a number from 0 to 65535, not ${options.port}.`);
	}
	const served = await start(port === undefined ? {} : { port });
	out.answer({ url: served.url }, [served.url]);
	out.note("The address works once. Ctrl-C ends Bulkhead; from another machine, use ssh -L.");
	const stopped = new Promise<void>((done) => {
		if (interrupted.aborted) done();
		interrupted.addEventListener("abort", () => done(), { once: true });
	});
	await Promise.race([served.ended, stopped]);
	await served.close();
	return 0;
}
