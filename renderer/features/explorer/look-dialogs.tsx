import { closeLookDialog, openLookDialog } from "../../app/looks/looks-actions.ts";
import { useLooks } from "../../app/looks/looks-store.ts";
import { BarrierDialog } from "./barrier-dialog.tsx";
import { EvidenceDrawer } from "./evidence-drawer.tsx";
import { ExtendDialog } from "./extend-dialog.tsx";
import { OpenDialog } from "./open-dialog.tsx";

/** The dialogs of views, wherever they were asked for. */
export function LookDialogs() {
	const dialog = useLooks((looks) => looks.dialog);
	const views = useLooks((looks) => looks.views);
	if (!dialog) return null;
	switch (dialog.kind) {
		case "open":
			return <OpenDialog opening={dialog} onClose={closeLookDialog} />;
		case "barrier":
			return (
				<BarrierDialog
					connection={dialog.connection}
					onClose={() => (dialog.back ? openLookDialog(dialog.back) : closeLookDialog())}
				/>
			);
		case "evidence":
		case "extend": {
			const view = views.find((each) => each.view === dialog.view);
			if (!view) return null;
			return dialog.kind === "extend" ? (
				<ExtendDialog view={view} onClose={closeLookDialog} />
			) : (
				<EvidenceDrawer view={view} onClose={closeLookDialog} />
			);
		}
	}
}
