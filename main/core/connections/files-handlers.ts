import type { Ports } from "../ports.ts";
import { procedures } from "../procedures.ts";
import { exportConnections } from "./import/export.ts";
import { createPreviews } from "./import/preview.ts";
import type { Connections } from "./registry.ts";

export function connectionFilesHandlers({ ports, connections }: { ports: Ports; connections: Connections }) {
	const previews = createPreviews({ ports, connections });
	const { preview, import: take, export: give } = procedures.connectionFiles;
	return {
		preview: preview.handler(({ input }) => previews.preview(input)),
		import: take.handler(async ({ input: { ticket, items, passwordMode, group } }) => {
			const chosen = previews.take(ticket, items).map((each) => ({
				...each,
				settings: {
					...each.settings,
					...(passwordMode === undefined || each.password === undefined ? {} : { passwordMode }),
					...(group ? { group } : {}),
				},
			}));
			return { imported: await connections.addAll(chosen) };
		}),
		export: give.handler(({ input }) => exportConnections({ connections, clock: ports.clock }, input)),
	};
}
