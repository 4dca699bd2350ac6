import { type Icon, IconBuildingFactory2, IconFlask2, IconTool } from "@tabler/icons-react";
import type { Environment } from "../../main/contract/index.ts";
import type { MessageKey } from "../i18n/i18n.ts";
import type { Tone } from "../ui/badge.tsx";

/** How each environment looks: a colour, a sign and a word, always together. */
export const environmentLooks: Record<Environment, { tone: Tone; icon: Icon; name: MessageKey; means: MessageKey }> = {
	development: {
		tone: "calm",
		icon: IconTool,
		name: "environment.development",
		means: "environment.development.means",
	},
	test: { tone: "look", icon: IconFlask2, name: "environment.test", means: "environment.test.means" },
	production: {
		tone: "alarm",
		icon: IconBuildingFactory2,
		name: "environment.production",
		means: "environment.production.means",
	},
};
