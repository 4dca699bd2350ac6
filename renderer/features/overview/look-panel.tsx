import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { ConnectionCard, StatusResult, TestResult } from "../../../main/contract/index.ts";
import { editConnection } from "../../app/connection-editor.ts";
import { toneIcons } from "../../app/jobs/tone-icons.ts";
import { goToMigrationDialog } from "../../app/migration-dialog.ts";
import { goTo, paths } from "../../app/paths.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/panel.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { type Look, type LookAction, lookList } from "./look-list.ts";
import styles from "./overview-page.module.css";

interface LookPanelProps {
	connection: ConnectionCard;
	status: StatusResult;
	test: TestResult | undefined;
}

const words: Record<LookAction, MessageKey> = {
	apply: "look.apply",
	adopt: "look.adopt",
	checks: "look.show",
	migrations: "look.show",
	edit: "look.edit",
};

/** What needs a look or a hand, each with its way on; nothing when all is well. */
export function LookPanel({ connection, status, test }: LookPanelProps) {
	const looks = lookList({ connection, status, test });
	return (
		<Panel title={t("overview.look")} flush>
			{looks.length === 0 ? (
				<p className={styles.well}>
					<IconCircleCheck size={18} aria-hidden /> {t("overview.look.none")}
				</p>
			) : (
				<ul className={styles.looks}>
					{looks.map((look) => (
						<LookItem key={look.id} look={look} connection={connection} />
					))}
				</ul>
			)}
		</Panel>
	);
}

function LookItem({ look, connection }: { look: Look; connection: ConnectionCard }) {
	const Sign = toneIcons[look.tone];
	const action = look.action === "edit" && connection.origin !== "saved" ? undefined : look.action;
	return (
		<li className={styles.look} data-tone={look.tone}>
			<Sign size={17} stroke={2} aria-hidden />
			<span className={styles.lookText}>
				<ServerText>{look.text}</ServerText>
			</span>
			{action && (
				<Button
					variant={action === "apply" || action === "adopt" ? "filled" : "default"}
					size="compact-sm"
					onClick={() => follow(action, look, connection)}
				>
					{t(words[action])}
				</Button>
			)}
		</li>
	);
}

function follow(action: LookAction, look: Look, connection: ConnectionCard): void {
	const { id } = connection;
	const migration = look.migration === undefined ? paths.migrations(id) : paths.migration(id, look.migration);
	const ways: Record<LookAction, () => void> = {
		apply: () => goToMigrationDialog(id, { kind: "apply" }),
		adopt: () => goToMigrationDialog(id, { kind: "adopt" }),
		checks: () => goTo(paths.checks(id)),
		migrations: () => goTo(migration),
		edit: () => editConnection(connection),
	};
	ways[action]();
}
