import { usePlace } from "../route.ts";
import { useFrontView } from "./looks-store.ts";
import { tenantColour } from "./tenant-colour.ts";

/** The colour of the tenant whose rows are on the screen; undefined everywhere else, where nothing is seen through its eyes. */
export function useWornColour(): string | undefined {
	const { connection, screen } = usePlace();
	const view = useFrontView(screen === "explorer" ? connection : undefined);
	return view && tenantColour(view.tenant.id);
}
