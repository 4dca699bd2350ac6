import type { Check } from "../check.ts";
import { judgeAttribute } from "../role-attributes.ts";

export const roleSuperuser: Check = {
	name: "role-superuser",
	asks: "Is the application's role, or the login of this connection, a superuser?",
	judge: (scene) => judgeAttribute(scene, "superuser"),
};
