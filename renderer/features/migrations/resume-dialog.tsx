import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { ConnectionCard, MigrationStatus } from "../../../main/contract/index.ts";
import { startOver, startResume } from "../../app/start-run.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { DialogFrame } from "./dialog-frame.tsx";
import styles from "./dialogs.module.css";
import { InterruptionFacts } from "./interruption-facts.tsx";

interface ResumeDialogProps {
	connection: ConnectionCard;
	migrations: readonly MigrationStatus[];
	id: string;
	onClose: () => void;
}

type Way = "resume" | "redo" | "clean";

const ways: Record<Way, { choice: MessageKey; means: MessageKey; do: MessageKey }> = {
	resume: { choice: "resume.choice", means: "resume.means", do: "resume.do" },
	redo: { choice: "redo.choice", means: "redo.means", do: "redo.do" },
	clean: { choice: "clean.choice", means: "clean.means", do: "clean.do" },
};

/** Before what stopped midway goes on, or is given up: how far it got, what stopped it, and what each way does. */
export function ResumeDialog({ connection, migrations, id, onClose }: ResumeDialogProps) {
	const [way, setWay] = useState<Way>("resume");
	const interruption = migrations.find((migration) => migration.id === id)?.interruption;
	const atWork = interruption?.stillRunning !== undefined;
	return (
		<DialogFrame
			title={t("resume.title", { id })}
			connection={connection}
			onClose={onClose}
			confirm={{
				text: t(ways[way].do, { id }),
				danger: connection.environment === "production" || way !== "resume",
				ready: !atWork,
				run: () => void (way === "resume" ? startResume(connection.id, id) : startOver(connection.id, id, way)),
			}}
		>
			{interruption && <InterruptionFacts interruption={interruption} />}
			{atWork ? (
				<p className={styles.calm}>{t("resume.wait")}</p>
			) : (
				<Radio.Group label={t("resume.how")} value={way} onChange={(chosen) => setWay(chosen as Way)}>
					<Stack gap="xs" mt="xs">
						{(Object.keys(ways) as Way[]).map((each) => (
							<Radio key={each} value={each} label={t(ways[each].choice)} description={t(ways[each].means)} />
						))}
					</Stack>
				</Radio.Group>
			)}
		</DialogFrame>
	);
}
