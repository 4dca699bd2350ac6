import { IconBan, IconCircleCheck, IconCircleDot, IconClock, IconPlayerPause } from "@tabler/icons-react";
import { Badge } from "../../ui/badge.tsx";
import { ServerText } from "../../ui/server-text.tsx";

/** Words that most schemas use; any other is told as it is. */
const looks = {
	active: { tone: "sealed", icon: IconCircleCheck },
	trial: { tone: "found", icon: IconClock },
	suspended: { tone: "look", icon: IconPlayerPause },
	cancelled: { tone: "calm", icon: IconBan },
} as const;

export function StatusBadge({ status }: { status: string }) {
	const { tone, icon } = Object.hasOwn(looks, status)
		? looks[status as keyof typeof looks]
		: ({ tone: "calm", icon: IconCircleDot } as const);
	return (
		<Badge tone={tone} icon={icon}>
			<ServerText>{status}</ServerText>
		</Badge>
	);
}
