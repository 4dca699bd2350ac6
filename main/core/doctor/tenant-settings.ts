import { PUBLIC } from "./facts.ts";
import { isBound, judgeExpression } from "./policy-expression.ts";
import { nameOf, type Scene } from "./scene.ts";
import { settingsOf } from "./settings.ts";

/** Settings that tell the tenant: those of policies that compare the tenant with them. */
export function tenantSettings(scene: Scene): Map<string, string[]> {
	const own = new Set(scene.applications.map(({ oid }) => oid));
	const read = new Map<string, string[]>();
	for (const { policies, columns, relation } of scene.tables) {
		for (const text of policies
			.filter(({ roles }) => roles.some((oid) => oid === PUBLIC || own.has(oid)))
			.flatMap(({ using, check }) => [using, check])) {
			if (text === undefined || !isBound(judgeExpression(text, columns).open)) continue;
			for (const name of settingsOf(scene, text))
				read.set(name, [...new Set([...(read.get(name) ?? []), nameOf(relation)])]);
		}
	}
	return read;
}
