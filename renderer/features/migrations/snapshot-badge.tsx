import { type Icon, IconCircleDashed, IconFileUnknown, IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import type { SnapshotSummary } from "../../../main/contract/index.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

interface SnapshotLook {
	tone: Tone;
	icon: Icon;
	words: MessageKey;
}

/** Whether a snapshot is as it was written, as far as that was looked at. */
export function SnapshotBadge({ snapshot }: { snapshot: SnapshotSummary }) {
	const { tone, icon, words } = snapshotLook(snapshot);
	return (
		<Badge tone={tone} icon={icon}>
			{t(words)}
		</Badge>
	);
}

export function snapshotLook({ head, intact }: SnapshotSummary): SnapshotLook {
	if (!head) return { tone: "alarm", icon: IconFileUnknown, words: "snapshots.unread" };
	if (intact === undefined) return { tone: "calm", icon: IconCircleDashed, words: "snapshots.unchecked" };
	if (intact) return { tone: "sealed", icon: IconShieldCheck, words: "snapshots.intact" };
	return { tone: "alarm", icon: IconShieldX, words: "snapshots.damaged" };
}
