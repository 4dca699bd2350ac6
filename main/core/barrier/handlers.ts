import { procedures } from "../procedures.ts";
import { changeBarrier } from "./change-barrier.ts";
import { checkBarrier, previewBarrier } from "./check-barrier.ts";
import type { BarrierDeps } from "./deps.ts";

export function barrierHandlers(deps: BarrierDeps) {
	const { check, preview, install, remove } = procedures.barrier;
	return {
		check: check.handler(({ input, signal }) => checkBarrier(deps, input, signal)),
		preview: preview.handler(({ input, signal }) => previewBarrier(deps, input, signal)),
		install: install.handler(({ input, signal }) => {
			deps.connections.requireWritable(input.connection);
			return deps.connections.writing(input.connection, () => changeBarrier(deps, "install", input, signal));
		}),
		remove: remove.handler(({ input: { typed, ...input }, signal }) => {
			deps.connections.requireWritable(input.connection);
			deps.connections.requireTyped(input.connection, typed);
			return deps.connections.writing(input.connection, () => changeBarrier(deps, "remove", input, signal));
		}),
	};
}
