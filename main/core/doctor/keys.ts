/** Keys of tables with tenants. Constraints are checked past every policy. */
import { quoteIdent } from "../sql/quote.ts";
import type { Guarded, Scene } from "./scene.ts";

export const own = (scene: Scene, oid: string): Guarded | undefined =>
	scene.tables.find(({ relation, columns }) => relation.oid === oid && columns.tenant !== "");

export const list = (names: readonly string[]): string => names.map(quoteIdent).join(", ");
