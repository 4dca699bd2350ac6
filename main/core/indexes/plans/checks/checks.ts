import type { Check } from "../../check.ts";
import { indexNotLeakproof } from "./index-not-leakproof.ts";
import { policiesPermissive } from "./policies-permissive.ts";
import { policyFunctionPerRow } from "./policy-function-per-row.ts";
import { policyInlining } from "./policy-inlining.ts";
import { policyOrArm } from "./policy-or-arm.ts";
import { policyParallel } from "./policy-parallel.ts";
import { policyVolatile } from "./policy-volatile.ts";
import { tenantUnreached } from "./tenant-unreached.ts";

export const planChecks: readonly Check[] = [
	...[tenantUnreached, policyOrArm, policyFunctionPerRow, policyVolatile, policyParallel],
	...[policyInlining, indexNotLeakproof, policiesPermissive],
];
