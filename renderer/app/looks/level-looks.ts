import { type Icon, IconShieldCheck, IconShieldHalf, IconShieldOff } from "@tabler/icons-react";
import type { ViewLevel } from "../../../main/contract/index.ts";
import type { MessageKey } from "../../i18n/i18n.ts";
import type { Tone } from "../../ui/badge.tsx";

/** How each level looks: a colour, a sign and a word, always together. */
export const levelLooks: Record<ViewLevel, { tone: Tone; icon: Icon; name: MessageKey; means: MessageKey }> = {
	server: { tone: "sealed", icon: IconShieldCheck, name: "look.level.server", means: "look.level.server.means" },
	tool: { tone: "look", icon: IconShieldHalf, name: "look.level.tool", means: "look.level.tool.means" },
	structured: {
		tone: "alarm",
		icon: IconShieldOff,
		name: "look.level.structured",
		means: "look.level.structured.means",
	},
};
