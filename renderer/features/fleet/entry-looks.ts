import {
	type Icon,
	IconAlertTriangle,
	IconCheck,
	IconCircleDashed,
	IconFlask,
	IconListCheck,
	IconLoader2,
	IconPlayerSkipForward,
	IconPlayerStop,
} from "@tabler/icons-react";
import type { FleetEntryState } from "../../../main/contract/index.ts";
import type { Tone } from "../../ui/badge.tsx";

/** A sign and a tone for each state of a target: colour is never the only one to tell. */
export const entryLooks: Record<FleetEntryState, { icon: Icon; tone: Tone }> = {
	waiting: { icon: IconCircleDashed, tone: "calm" },
	rehearsing: { icon: IconFlask, tone: "found" },
	running: { icon: IconLoader2, tone: "found" },
	done: { icon: IconCheck, tone: "sealed" },
	"checks-failed": { icon: IconListCheck, tone: "alarm" },
	failed: { icon: IconAlertTriangle, tone: "alarm" },
	cancelled: { icon: IconPlayerStop, tone: "look" },
	"not-reached": { icon: IconPlayerSkipForward, tone: "look" },
};
