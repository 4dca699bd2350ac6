import type { Icon } from "@tabler/icons-react";
import {
	IconBan,
	IconCircleCheck,
	IconCircleX,
	IconHandStop,
	IconLoader,
	IconNote,
	IconQuestionMark,
} from "@tabler/icons-react";
import type { AuditOutcome } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const looks: Record<AuditOutcome, { tone: Tone; icon: Icon }> = {
	done: { tone: "sealed", icon: IconCircleCheck },
	failed: { tone: "alarm", icon: IconCircleX },
	refused: { tone: "look", icon: IconHandStop },
	cancelled: { tone: "look", icon: IconBan },
	unknown: { tone: "alarm", icon: IconQuestionMark },
	running: { tone: "calm", icon: IconLoader },
	noted: { tone: "found", icon: IconNote },
};

export function OutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
	const { tone, icon } = looks[outcome];
	return (
		<Badge tone={tone} icon={icon}>
			{t(`audit.outcome.${outcome}`)}
		</Badge>
	);
}
