import { oc } from "@orpc/contract";
import { z } from "zod";
import { errorMap } from "./errors.ts";

/** Every procedure of the contract starts here, so that every one declares the same error table. */
export const base = oc.errors(errorMap);

/** What a procedure answers that starts long work: the work belongs to the core, and `jobs.watch` tells the rest. */
export const jobStarted = z.object({ jobId: z.string() });
