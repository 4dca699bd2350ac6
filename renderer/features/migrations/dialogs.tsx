import type { ConnectionCard, MigrationStatus } from "../../../main/contract/index.ts";
import { closeMigrationDialog, useMigrationDialog } from "../../app/migration-dialog.ts";
import { AdoptDialog } from "./adopt-dialog.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { RehearsalDialog } from "./rehearsal-dialog.tsx";
import { ResumeDialog } from "./resume-dialog.tsx";
import { RollbackDialog } from "./rollback-dialog.tsx";

interface DialogsProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
}

/** The one dialog about migrations that is open, if it is about this connection. */
export function MigrationDialogs({ connection, migrations }: DialogsProps) {
	const open = useMigrationDialog((state) => state.open);
	if (open?.connection !== connection.id) return null;
	const { dialog } = open;
	const common = { connection, migrations, onClose: closeMigrationDialog };
	switch (dialog.kind) {
		case "apply":
			return <PlanDialog {...common} to={dialog.to} />;
		case "rehearse":
			return <RehearsalDialog {...common} to={dialog.to} />;
		case "resume":
			return <ResumeDialog {...common} id={dialog.id} />;
		case "rollback":
			return <RollbackDialog {...common} id={dialog.id} />;
		case "adopt":
			return <AdoptDialog {...common} id={dialog.id} />;
	}
}
