import { doctor } from "./ar/doctor.ts";
import { lint } from "./ar/lint.ts";
import { looks } from "./ar/looks.ts";
import { refusals } from "./ar/refusals.ts";
import { rest } from "./ar/rest.ts";
import { runs } from "./ar/runs.ts";
import { server } from "./ar/server.ts";
import { tenancy } from "./ar/tenancy.ts";
import type { Words } from "./fill.ts";

/** Sentences of the core by their English shapes, in Arabic; phrasebook.ts finds them. */
export const arabic: Words = { ...doctor, ...lint, ...looks, ...refusals, ...rest, ...runs, ...server, ...tenancy };
