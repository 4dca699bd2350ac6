import { judgeWhatIf } from "../indexes/judge-what-if.ts";

for (const version of [16, 14] as const) judgeWhatIf(version);
