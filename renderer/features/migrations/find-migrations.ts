import type { MigrationStatus } from "../../../main/contract/index.ts";

/** Migrations that have every word in number, name or state. Pure. */
export function findMigrations(query: string, migrations: readonly MigrationStatus[]): readonly MigrationStatus[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return migrations;
	return migrations.filter(({ id, name, state }) => {
		const text = `${id} ${name} ${state}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** Which place of a list a key goes to from place `at`; undefined for a key that goes nowhere. Pure. */
export function stepFrom(at: number, key: string, count: number): number | undefined {
	const last = count - 1;
	switch (key) {
		case "ArrowDown":
			return Math.min(at + 1, last);
		case "ArrowUp":
			return Math.max(at - 1, 0);
		case "PageDown":
			return Math.min(at + 10, last);
		case "PageUp":
			return Math.max(at - 10, 0);
		case "Home":
			return 0;
		case "End":
			return last;
		default:
			return undefined;
	}
}

/** Which one is looked at when the address names none: the first that is not applied, else the last. Pure. */
export function firstToLookAt(migrations: readonly MigrationStatus[]): string | undefined {
	return (migrations.find((migration) => migration.state !== "applied") ?? migrations.at(-1))?.id;
}
