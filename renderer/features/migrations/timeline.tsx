import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { MigrationStatus } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { findMigrations, stepFrom } from "./find-migrations.ts";
import styles from "./timeline.module.css";
import { TimelineEntry } from "./timeline-entry.tsx";
import { useWorkedOn } from "./use-live-states.ts";

/** Pixels. */
const ENTRY_HEIGHT = 46;
/** From so many migrations on a search field stands above them. */
const SEARCH_FROM = 16;

interface TimelineProps {
	connection: string;
	migrations: readonly MigrationStatus[];
	chosen: string | undefined;
	onChoose: (id: string) => void;
}

/** All migrations in their order, as one list box: arrows choose, what is chosen is shown beside it. */
export function Timeline({ connection, migrations, chosen, onChoose }: TimelineProps) {
	const [query, setQuery] = useState("");
	const found = findMigrations(query, migrations);
	return (
		<section className={styles.timeline} aria-label={t("migrations.timeline")}>
			{migrations.length >= SEARCH_FROM && (
				<TextInput
					className={styles.search}
					aria-label={t("migrations.find")}
					placeholder={t("migrations.find")}
					leftSection={<IconSearch size={14} />}
					value={query}
					onChange={(event) => setQuery(event.currentTarget.value)}
				/>
			)}
			{found.length === 0 && <p className={styles.nothing}>{t("migrations.found-none")}</p>}
			<TimelineList connection={connection} migrations={found} chosen={chosen} onChoose={onChoose} />
		</section>
	);
}

function TimelineList({ connection, migrations, chosen, onChoose }: TimelineProps) {
	const workedOn = useWorkedOn(connection);
	const id = useId();
	const root = useRef<HTMLDivElement>(null);
	const at = migrations.findIndex((migration) => migration.id === chosen);
	const virtualizer = useVirtualizer({
		count: migrations.length,
		getScrollElement: () => root.current,
		estimateSize: () => ENTRY_HEIGHT,
		overscan: 6,
	});
	useEffect(() => {
		if (at >= 0) virtualizer.scrollToIndex(at);
	}, [at, virtualizer]);
	const onKeyDown = (event: KeyboardEvent) => {
		const next = migrations[stepFrom(at, event.key, migrations.length) ?? -1];
		if (!next) return;
		event.preventDefault();
		onChoose(next.id);
	};
	return (
		<div
			ref={root}
			className={styles.list}
			role="listbox"
			aria-label={t("migrations.title")}
			tabIndex={0}
			aria-activedescendant={at < 0 ? undefined : `${id}-${chosen}`}
			onKeyDown={onKeyDown}
		>
			<div role="presentation" style={{ position: "relative", height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start, key }) => {
					const migration = migrations[index];
					return migration ? (
						<TimelineEntry
							key={key}
							id={`${id}-${migration.id}`}
							migration={migration}
							chosen={migration.id === chosen}
							atWork={migration.id === workedOn}
							place={{ index, count: migrations.length, top: start }}
							onChoose={onChoose}
						/>
					) : null;
				})}
			</div>
		</div>
	);
}
