import { procedures } from "../procedures.ts";
import type { Connections } from "./registry.ts";

export function policyHandlers({ policy }: Connections) {
	return { show: procedures.policy.show.handler(() => policy.state()) };
}
