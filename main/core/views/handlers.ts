import { procedures } from "../procedures.ts";
import { browse } from "./browse.ts";
import { closeView } from "./close-view.ts";
import { compare } from "./compare.ts";
import { count } from "./count.ts";
import type { ViewDeps } from "./deps.ts";
import { exportRows } from "./export.ts";
import { extendView } from "./extend-view.ts";
import { foreseeLevel } from "./foresee-level.ts";
import { holdView } from "./hold-view.ts";
import { openView } from "./open-view.ts";
import { peek } from "./peek.ts";
import { readCell, reveal } from "./read-cell.ts";
import { runSql } from "./run-sql.ts";
import { suggest } from "./suggest.ts";
import { describeView } from "./view.ts";

export function viewsHandlers(deps: ViewDeps) {
	const { views } = deps;
	const p = procedures.views;
	views.onStop(async () => {
		await Promise.all(views.all().map(({ id }) => closeView(deps, id, "stopped")));
	});
	return {
		open: p.open.handler(({ input, signal }) => openView(deps, input, signal)),
		foresee: p.foresee.handler(({ input, signal }) => foreseeLevel(deps, input, signal)),
		list: p.list.handler(({ input }) => ({
			views: views
				.all()
				.filter(({ connection }) => input.connection === undefined || connection === input.connection)
				.map(describeView),
		})),
		close: p.close.handler(async ({ input }) => ({ closed: await closeView(deps, input.view) })),
		hold: p.hold.handler(({ input, signal }) => holdView(deps, views.find(input.view), signal)),
		extend: p.extend.handler(({ input: { view, ...more } }) => extendView(deps, views.find(view), more)),
		browse: p.browse.handler(({ input: { view, ...page }, signal }) => browse(deps, views.find(view), page, signal)),
		count: p.count.handler(({ input: { view, ...what }, signal }) => count(deps, views.find(view), what, signal)),
		suggest: p.suggest.handler(({ input: { view, ...what }, signal }) => suggest(deps, views.find(view), what, signal)),
		cell: p.cell.handler(({ input: { view, ...what }, signal }) => readCell(deps, views.find(view), what, signal)),
		peek: p.peek.handler(({ input: { view, ...what }, signal }) => peek(deps, views.find(view), what, signal)),
		sql: p.sql.handler(({ input: { view, ...what }, signal }) => runSql(deps, views.find(view), what, signal)),
		export: p.export.handler(({ input: { view, ...what }, signal }) =>
			exportRows(deps, views.find(view), what, signal),
		),
		reveal: p.reveal.handler(({ input: { view, ...what }, signal }) => reveal(deps, views.find(view), what, signal)),
		compare: p.compare.handler(({ input: { view, ...what }, signal }) => compare(deps, views.find(view), what, signal)),
	};
}
