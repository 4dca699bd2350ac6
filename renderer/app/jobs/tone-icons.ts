import {
	type Icon,
	IconAlertOctagon,
	IconAlertTriangle,
	IconCheck,
	IconFileUnknown,
	IconProgress,
} from "@tabler/icons-react";
import type { Tone } from "../../ui/badge.tsx";

/** The sign of a run's tone. */
export const toneIcons: Record<Tone, Icon> = {
	sealed: IconCheck,
	calm: IconProgress,
	look: IconAlertTriangle,
	alarm: IconAlertOctagon,
	found: IconFileUnknown,
};
