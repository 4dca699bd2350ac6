import type { WebFrameMain } from "electron";
import { APP_ORIGIN } from "./app-protocol.ts";

/** The frame, if it is the top one of a window with our page in it; null comes from a frame that is gone already. */
export function ourPage(frame: WebFrameMain | null): WebFrameMain | undefined {
	if (frame === null || frame.detached || frame.parent !== null) return undefined;
	return frame.origin === APP_ORIGIN ? frame : undefined;
}
