import { IconDatabaseExclamation, IconFileAlert } from "@tabler/icons-react";
import type { ActivityResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";

/** What holds locks or keeps VACUUM back and is no session: prepared transactions and replication slots. */
export function HoldingList({ seen: { prepared, slots, notes } }: { seen: ActivityResult }) {
	if (prepared.length + slots.length + notes.length === 0) return null;
	return (
		<ul className={styles.holding} aria-label={t("activity.holding")}>
			{notes.map((note) => (
				<li key={note}>
					<ServerText>{note}</ServerText>
				</li>
			))}
			{prepared.map(({ name, owner, database, since, behind, xminAge, resolve }) => (
				<li key={`${database} ${name}`} data-alarm={behind > 0 || undefined}>
					<IconFileAlert size={15} aria-hidden />
					<span>
						<ServerText>{t("activity.prepared", { name, owner, database })}</ServerText> <Moment at={since} />
						{behind > 0 && ` · ${t("activity.tree.behind", { n: behind })}`} · {t("activity.back", { n: xminAge })}
					</span>
					<CodeText>{resolve}</CodeText>
					<CopyButton value={resolve} label={t("activity.resolve.copy")} />
				</li>
			))}
			{slots.map(({ name, kind, pid, xminAge }) => (
				<li key={name}>
					<IconDatabaseExclamation size={15} aria-hidden />
					<span>
						<ServerText>
							{t(pid === undefined ? "activity.slot.unused" : "activity.slot.used", { name, kind, pid: String(pid) })}
						</ServerText>{" "}
						· {t("activity.back", { n: xminAge })}
					</span>
				</li>
			))}
		</ul>
	);
}
