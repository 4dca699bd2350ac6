/** Custom settings that an expression reads: every session can set them. Pure. */
import type { Routine } from "./facts.ts";
import type { Scene } from "./scene.ts";

const READ = /current_setting\s*\(\s*'([^']+)'/gi;
const SET = /set_config\s*\(\s*'([^']+)'|\bSET\s+(?:LOCAL\s+|SESSION\s+)?([a-z_]\w*\.[a-z_][\w.]*)\s*(?:=|TO\b)/gi;

/** Calls of calls are followed so far. */
const DEEP = 4;

export function settingsOf(scene: Scene, text: string, depth = 0): string[] {
	const direct = [...text.matchAll(READ)].map((found) => (found[1] ?? "").toLowerCase());
	if (depth >= DEEP) return direct;
	return [...direct, ...calledIn(scene, text).flatMap(({ body }) => settingsOf(scene, body, depth + 1))];
}

export function settingsSet({ body }: Pick<Routine, "body">): string[] {
	return [...body.matchAll(SET)].map((found) => (found[1] ?? found[2] ?? "").toLowerCase());
}

/** Functions of this database that a text calls, by their names. */
export function calledIn(scene: Scene, text: string): Routine[] {
	return scene.facts.routines.filter(({ name, extension }) => !extension && calls(text, name));
}

function calls(text: string, name: string): boolean {
	const written = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
	for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
		if (!/[\w$]/.test(text[at - 1] ?? "") && /^"?\s*\(/.test(text.slice(at + written.length))) return true;
	}
	return false;
}
