import { counts, judged } from "../judge-policy.ts";
import { nameOf, type Scene } from "../scene.ts";

/** Permissive policies of tables with tenants that count for the application, as objects. */
export function policies(scene: Scene): string[] {
	return judged(scene).flatMap(({ relation, policies: own }) =>
		own
			.filter((policy) => policy.permissive && counts(scene, policy))
			.map((policy) => `policy ${policy.name} on ${nameOf(relation)}`),
	);
}
