import type { Words } from "./fill.ts";
import { looks } from "./fr/looks.ts";
import { refusals } from "./fr/refusals.ts";
import { runs } from "./fr/runs.ts";
import { server } from "./fr/server.ts";

/** Sentences of the core by their English shapes, in French; phrasebook.ts finds them. */
export const french: Words = { ...looks, ...refusals, ...runs, ...server };
