import type { Node } from "libpg-query";
import type { ParsedStatement } from "../../../core/ports.ts";
import type { Places } from "./tree.ts";

/** The statement whose tree is read. */
export interface Source {
	text: string;
	places: Places;
}

/** A statement of the view without its own place, which the reader of the tree adds. */
export type Bare = ParsedStatement extends infer Statement
	? Statement extends { at: number }
		? Omit<Statement, "at">
		: never
	: never;

type KeysOf<Union> = Union extends Union ? keyof Union : never;
type Kind = KeysOf<Node>;
type Content<K extends Kind> = Extract<Node, Record<K, unknown>>[K & keyof Extract<Node, Record<K, unknown>>];

/** For each kind of node that the view has a word for: how it is read. */
export type Readers = { [K in Kind]?: (node: Content<K>, source: Source) => Bare | undefined };
