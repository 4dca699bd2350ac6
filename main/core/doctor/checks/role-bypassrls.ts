import type { Check } from "../check.ts";
import { judgeAttribute } from "../role-attributes.ts";

export const roleBypassrls: Check = {
	name: "role-bypassrls",
	asks: "Has the application's role, or the login of this connection, BYPASSRLS?",
	judge: (scene) => judgeAttribute(scene, "bypassrls"),
};
