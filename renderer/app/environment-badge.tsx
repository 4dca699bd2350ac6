import type { Environment } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { environmentLooks } from "./environment.ts";

export function EnvironmentBadge({ environment }: { environment: Environment }) {
	const look = environmentLooks[environment];
	return (
		<Badge tone={look.tone} icon={look.icon} title={t(look.means)} filled={environment === "production"}>
			{t(look.name)}
		</Badge>
	);
}
