import {
	type Icon,
	IconArrowBackUp,
	IconCheck,
	IconDatabaseImport,
	IconFileImport,
	IconPlayerPlay,
	IconX,
} from "@tabler/icons-react";
import type { LedgerEvent } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const looks: Record<LedgerEvent["event"], { tone: Tone; icon: Icon }> = {
	apply: { tone: "sealed", icon: IconCheck },
	rollback: { tone: "look", icon: IconArrowBackUp },
	adopt: { tone: "found", icon: IconFileImport },
	restore: { tone: "sealed", icon: IconDatabaseImport },
	start: { tone: "calm", icon: IconPlayerPlay },
	fail: { tone: "alarm", icon: IconX },
};

/** What an entry of the ledger says was done. */
export function LedgerEventBadge({ event }: { event: LedgerEvent["event"] }) {
	return (
		<Badge tone={looks[event].tone} icon={looks[event].icon}>
			{t(`event.${event}`)}
		</Badge>
	);
}
