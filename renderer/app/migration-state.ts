import {
	type Icon,
	IconCheck,
	IconCircleDashed,
	IconFileOff,
	IconFileUnknown,
	IconPencilExclamation,
	IconPlayerPause,
} from "@tabler/icons-react";
import type { MigrationState } from "../../main/contract/index.ts";
import type { MessageKey } from "../i18n/i18n.ts";
import type { Tone } from "../ui/badge.tsx";

interface StateLook {
	tone: Tone;
	icon: Icon;
	name: MessageKey;
	/** What it means, in a sentence. */
	means: MessageKey;
}

/** How each state of a migration looks and what it is called. */
export const stateLooks: Record<MigrationState, StateLook> = {
	applied: { tone: "sealed", icon: IconCheck, name: "state.applied", means: "state.applied.means" },
	pending: { tone: "calm", icon: IconCircleDashed, name: "state.pending", means: "state.pending.means" },
	unrecorded: { tone: "found", icon: IconFileUnknown, name: "state.unrecorded", means: "state.unrecorded.means" },
	changed: { tone: "look", icon: IconPencilExclamation, name: "state.changed", means: "state.changed.means" },
	missing: { tone: "look", icon: IconFileOff, name: "state.missing", means: "state.missing.means" },
	interrupted: { tone: "alarm", icon: IconPlayerPause, name: "state.interrupted", means: "state.interrupted.means" },
};

/** In the order in which a summary tells them. */
export const stateOrder: readonly MigrationState[] = [
	"interrupted",
	"changed",
	"missing",
	"unrecorded",
	"pending",
	"applied",
];
