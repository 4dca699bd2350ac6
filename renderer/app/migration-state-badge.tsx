import type { MigrationState } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { stateLooks } from "./migration-state.ts";

export function MigrationStateBadge({ state }: { state: MigrationState }) {
	const look = stateLooks[state];
	return (
		<Badge tone={look.tone} icon={look.icon} title={t(look.means)} filled={state === "interrupted"}>
			{t(look.name)}
		</Badge>
	);
}
