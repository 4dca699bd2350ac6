import { judgeBloat } from "../indexes/judge-bloat.ts";

for (const version of [18, 16, 14] as const) judgeBloat(version, 1);
