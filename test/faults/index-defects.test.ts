import { judgeDefects } from "../indexes/judge-defects.ts";

for (const version of [18, 16, 14] as const) judgeDefects(version);
