import type { Check } from "../check.ts";
import { sequenceExhaustion } from "./sequence-exhaustion.ts";
import { staleStatistics } from "./stale-statistics.ts";
import { vacuumOff } from "./vacuum-off.ts";
import { wraparound } from "./wraparound.ts";

export const upkeepChecks: readonly Check[] = [sequenceExhaustion, wraparound, staleStatistics, vacuumOff];
