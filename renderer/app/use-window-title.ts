import { useEffect } from "react";
import { t } from "../i18n/i18n.ts";
import { escapeHidden } from "../ui/escape-text.ts";
import { useConnection } from "./connection-queries.ts";
import { environmentLooks } from "./environment.ts";
import { usePlace } from "./route.ts";

/** The window's title names the database and its environment: in a row of windows they must not be mixed up. */
export function useWindowTitle(): void {
	const { connection: id, screen } = usePlace();
	const { connection } = useConnection(id ?? "");
	useEffect(() => {
		const where =
			connection && `${escapeHidden(connection.name)} (${t(environmentLooks[connection.environment].name)})`;
		const what = t(screen === undefined ? (id === undefined ? "rail.start" : "rail.overview") : `rail.${screen}`);
		document.title = [what, where, "Bulkhead"].filter(Boolean).join(" · ");
	}, [id, screen, connection]);
}
