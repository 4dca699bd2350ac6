import type { Words } from "./fill.ts";
import { doctor } from "./fr/doctor.ts";
import { lint } from "./fr/lint.ts";
import { looks } from "./fr/looks.ts";
import { refusals } from "./fr/refusals.ts";
import { rest } from "./fr/rest.ts";
import { runs } from "./fr/runs.ts";
import { server } from "./fr/server.ts";
import { tenancy } from "./fr/tenancy.ts";

/** Sentences of the core by their English shapes, in French; phrasebook.ts finds them. */
export const french: Words = { ...doctor, ...lint, ...looks, ...refusals, ...rest, ...runs, ...server, ...tenancy };
