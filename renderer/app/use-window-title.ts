import { useEffect } from "react";
import { t } from "../i18n/i18n.ts";
import { escapeHidden } from "../ui/escape-text.ts";
import { useConnection } from "./connection-queries.ts";
import { environmentLooks } from "./environment.ts";
import { useFrontView } from "./looks/looks-store.ts";
import { usePlace } from "./route.ts";

/** The window's title names the database and its environment, and through whose eyes it is looked at: in a row of windows they must not be mixed up. */
export function useWindowTitle(): void {
	const { connection: id, screen } = usePlace();
	const { connection } = useConnection(id ?? "");
	const view = useFrontView(screen === "explorer" ? id : undefined);
	const tenant = view && (view.tenant.name ?? view.tenant.slug ?? view.tenant.id);
	useEffect(() => {
		const where =
			connection && `${escapeHidden(connection.name)} (${t(environmentLooks[connection.environment].name)})`;
		const what = t(screen === undefined ? (id === undefined ? "rail.start" : "rail.overview") : `rail.${screen}`);
		const as = tenant && t("explorer.title.as", { name: tenant });
		document.title = [what, as, where, "Bulkhead"].filter(Boolean).join(" · ");
	}, [id, screen, connection, tenant]);
}
