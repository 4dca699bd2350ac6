import type { Core } from "../../core/core.ts";
import { localClient } from "../local-client.ts";

export interface Idle {
	/** Resolves once nobody was there and nothing ran for the whole time. */
	reached: Promise<void>;
	/** To be called when a page has come or gone. */
	look(): void;
	stop(): void;
}

/** `idleMs`: milliseconds, undefined for never. A job that runs is work that somebody waits for, page or no page. */
export function whenIdle(core: Core, idleMs: number | undefined, isAlone: () => boolean): Idle {
	const reached = Promise.withResolvers<void>();
	if (idleMs === undefined) return { reached: reached.promise, look() {}, stop() {} };
	const { client, close } = localClient(core);
	let timer: NodeJS.Timeout | undefined;
	const look = (): void => {
		clearTimeout(timer);
		if (isAlone()) timer = setTimeout(() => void endOrWait(), idleMs);
	};
	const endOrWait = async (): Promise<void> => {
		const { jobs } = await client.jobs.list();
		if (isAlone() && jobs.every(({ status }) => status !== "running")) reached.resolve();
		else look();
	};
	return {
		reached: reached.promise,
		look,
		stop() {
			clearTimeout(timer);
			close();
		},
	};
}
