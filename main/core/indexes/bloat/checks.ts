import type { Check } from "../check.ts";
import { indexBloat } from "./index-bloat.ts";
import { tableBloat } from "./table-bloat.ts";

export const bloatChecks: readonly Check[] = [indexBloat, tableBloat];
