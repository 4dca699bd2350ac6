import { IconLoader2, IconShieldX } from "@tabler/icons-react";
import type { MigrationStatus } from "../../../main/contract/index.ts";
import { stateLooks } from "../../app/migration-state.ts";
import { t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { checksWords } from "./checks-words.ts";
import styles from "./timeline.module.css";

interface TimelineEntryProps {
	id: string;
	migration: MigrationStatus;
	chosen: boolean;
	/** A run works on it right now. */
	atWork: boolean;
	/** Place in the list, how many there are, pixels from the top. */
	place: { index: number; count: number; top: number };
	onChoose: (id: string) => void;
}

export function TimelineEntry({ id, migration, chosen, atWork, place, onChoose }: TimelineEntryProps) {
	const look = stateLooks[migration.state];
	const Sign = atWork ? IconLoader2 : look.icon;
	const failed = (migration.checks?.failed ?? 0) > 0;
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the keys
		// biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus, aria-activedescendant says where
		<div
			id={id}
			className={styles.entry}
			role="option"
			aria-selected={chosen}
			aria-posinset={place.index + 1}
			aria-setsize={place.count}
			data-tone={look.tone}
			data-edge={edge(place)}
			style={{ transform: `translateY(${place.top}px)` }}
			onClick={() => onChoose(migration.id)}
		>
			<span className={styles.node}>
				<Sign size={14} stroke={2.2} className={atWork ? styles.spin : undefined} aria-hidden />
			</span>
			<span className={styles.first}>
				<CodeText>{migration.id}</CodeText>
				<span className={styles.name} dir="ltr">
					<ServerText>{migration.name}</ServerText>
				</span>
			</span>
			<span className={styles.second}>
				<span className={styles.state}>{t(atWork ? "migration.at-work" : look.name)}</span>
				{migration.appliedAt && <Moment at={migration.appliedAt} />}
				{migration.notRun !== undefined && <span>{t("migration.not-run.short")}</span>}
				<span className={styles.checks} data-failed={failed || undefined}>
					{failed && <IconShieldX size={13} aria-hidden />}
					{checksWords(migration)}
				</span>
			</span>
		</div>
	);
}

function edge({ index, count }: TimelineEntryProps["place"]): "only" | "first" | "last" | undefined {
	if (count === 1) return "only";
	if (index === 0) return "first";
	return index === count - 1 ? "last" : undefined;
}
