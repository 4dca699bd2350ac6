import { procedures } from "../procedures.ts";
import { comparePlans } from "./compare-plans.ts";
import type { RowDeps } from "./deps.ts";
import { explainRow } from "./explain-row.ts";
import { rehearseWrite } from "./rehearse-write.ts";
import { showPolicies } from "./show-policies.ts";
import { whyZero } from "./why-zero.ts";

export function rowsHandlers(deps: RowDeps) {
	const { explain, whyZero: zero, plan, policies, rehearseWrite: rehearse } = procedures.rows;
	return {
		explain: explain.handler(({ input, signal }) => explainRow(deps, input, signal)),
		whyZero: zero.handler(({ input, signal }) => whyZero(deps, input, signal)),
		plan: plan.handler(({ input, signal }) => comparePlans(deps, input, signal)),
		policies: policies.handler(({ input, signal }) => showPolicies(deps, input, signal)),
		rehearseWrite: rehearse.handler(({ input, signal }) => {
			deps.connections.requireWritable(input.connection);
			return rehearseWrite(deps, input, signal);
		}),
	};
}
