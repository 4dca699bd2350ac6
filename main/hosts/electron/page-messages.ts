import type { WebFrameMain } from "electron";
import { ASKED, type Asked } from "./channels.ts";

export interface PageMessages {
	/** A page that has its port, and listens. */
	given(page: WebFrameMain): void;
	/** Asks the page; where there is none that listens, the next one. */
	ask(asked: Asked): void;
}

/** Requests that wait for a page: who starts the app by a link means the last one. */
const WAITING = 1;

export function createPageMessages(): PageMessages {
	let page: WebFrameMain | undefined;
	let waiting: Asked[] = [];
	const send = () => {
		if (page === undefined || page.isDestroyed() || page.detached) return;
		for (const asked of waiting) page.send(ASKED, asked);
		waiting = [];
	};
	return {
		given(next) {
			page = next;
			send();
		},
		ask(asked) {
			waiting = [...waiting, asked].slice(-WAITING);
			send();
		},
	};
}
