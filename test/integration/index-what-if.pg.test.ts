import { test } from "vitest";
import { judgeWhatIf } from "../indexes/judge-what-if.ts";
import { missingDebian } from "../indexes/own-server.ts";

judgeWhatIf(18);

const missing = missingDebian();
if (missing === undefined) judgeWhatIf("debian");
else test.skip(`hypopg, for ${missing}`, () => {});
