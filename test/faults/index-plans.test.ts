import { judgeProbes } from "../indexes/judge-probes.ts";

for (const version of [18, 16, 14] as const) judgeProbes(version);
