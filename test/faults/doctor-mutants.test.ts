import { judgeMutants } from "../isolation/judge-mutants.ts";

for (const version of [18, 16, 14] as const) judgeMutants(version);
