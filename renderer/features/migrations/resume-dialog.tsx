import type { ConnectionCard, MigrationStatus } from "../../../main/contract/index.ts";
import { startResume } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { InterruptionFacts } from "./interruption-facts.tsx";

interface ResumeDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	id: string;
	onClose: () => void;
}

/** Before what stopped midway goes on: how far it got, and what stopped it. */
export function ResumeDialog({ connection, migrations, id, onClose }: ResumeDialogProps) {
	const interruption = migrations.find((migration) => migration.id === id)?.interruption;
	const atWork = interruption?.stillRunning !== undefined;
	return (
		<DialogFrame
			title={t("resume.title", { id })}
			connection={connection}
			onClose={onClose}
			confirm={{
				text: t("resume.do", { id }),
				danger: connection.environment === "production",
				ready: !atWork,
				run: () => void startResume(connection.id, id),
			}}
		>
			{interruption && <InterruptionFacts interruption={interruption} />}
			<p className={styles.calm}>{t(atWork ? "resume.wait" : "resume.means")}</p>
		</DialogFrame>
	);
}
