import type { MigrationState } from "../../main/contract/index.ts";
import { formatNumber, t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { stateLooks } from "./migration-state.ts";

interface MigrationStateBadgeProps {
	state: MigrationState;
	/** How many are in this state, where more than one migration is meant. */
	count?: number;
}

export function MigrationStateBadge({ state, count }: MigrationStateBadgeProps) {
	const look = stateLooks[state];
	return (
		<Badge tone={look.tone} icon={look.icon} title={t(look.means)} filled={state === "interrupted"}>
			{count !== undefined && `${formatNumber(count)} `}
			{t(look.name)}
		</Badge>
	);
}
