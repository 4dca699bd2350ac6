import { Button } from "@mantine/core";
import { IconActivity, IconBinaryTree2, IconListDetails, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import type { ActivityResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatAbsolute } from "../../ui/format-time.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import styles from "./activity.module.css";
import { ActivityFilters } from "./activity-filters.tsx";
import { BlockingTree } from "./blocking-tree.tsx";
import { findSessions, noFilter } from "./find-sessions.ts";
import { HoldingList } from "./holding-list.tsx";
import { SessionDetail } from "./session-detail.tsx";
import { SessionGrid } from "./session-grid.tsx";
import { useActivity } from "./use-activity.ts";

const MINUTE = 60_000;

/** Who is on the server right now, what they wait for, who keeps whom waiting. */
export function ActivityPage({ connection }: { connection: string }) {
	const [paused, setPaused] = useState(false);
	const [everywhere, setEverywhere] = useState(false);
	const [long, setLong] = useState(5);
	const [filter, setFilter] = useState(noFilter);
	const { seen, error, again } = useActivity({ connection, everywhere, longMs: long * MINUTE }, paused);
	const { part } = usePlace();
	const toggle = () => setPaused((before) => !before);
	useCommands(
		() => [
			{
				id: "activity.pause",
				title: t(paused ? "activity.resume" : "activity.pause"),
				group: "view",
				keys: ["p"],
				run: toggle,
			},
		],
		[paused],
	);
	return (
		<div className={styles.page}>
			<PageHeader
				title={t("activity.title")}
				help="activity"
				summary={seen ? <Summary seen={seen} paused={paused} /> : t("activity.summary")}
			>
				<Button
					variant="default"
					leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
					onClick={toggle}
				>
					{t(paused ? "activity.resume" : "activity.pause")}
				</Button>
			</PageHeader>
			{error !== undefined && (
				<div className={styles.trouble}>
					<AppError error={error} connection={connection} onRetry={again} />
				</div>
			)}
			{seen && (
				<>
					<Views connection={connection} waiting={seen.tree.length} />
					<HoldingList seen={seen} />
					<ActivityFilters
						{...{ filter, everywhere, long }}
						whole={part === "blocked"}
						onFilter={setFilter}
						onEverywhere={setEverywhere}
						onLong={setLong}
					/>
					<Halves
						connection={connection}
						seen={seen}
						shown={findSessions(seen.sessions, filter)}
						onClear={() => setFilter(noFilter)}
					/>
				</>
			)}
		</div>
	);
}

function Summary({ seen, paused }: { seen: ActivityResult; paused: boolean }) {
	const active = seen.sessions.filter(({ state }) => state === "active").length;
	const long = seen.sessions.filter(({ tooLong }) => tooLong).length;
	return (
		<>
			<span>{t("activity.count", { n: seen.total })}</span>
			<span>{t("activity.count.active", { n: active })}</span>
			{long > 0 && <strong className={styles.alarm}>{t("activity.count.long", { n: long })}</strong>}
			{paused && <strong className={styles.paused}>{t("activity.paused", { at: formatAbsolute(seen.at) })}</strong>}
		</>
	);
}

function Views({ connection, waiting }: { connection: string; waiting: number }) {
	const { part } = usePlace();
	const mark = waiting > 0 && <span className={styles.count}>{waiting}</span>;
	return (
		<SubNav
			label={t("activity.views")}
			current={part === "blocked" ? "blocked" : "sessions"}
			items={[
				{
					id: "sessions",
					text: t("activity.sessions"),
					href: `#${paths.activity(connection)}`,
					icon: IconListDetails,
				},
				{
					id: "blocked",
					text: t("activity.tree"),
					href: `#${paths.blocked(connection)}`,
					icon: IconBinaryTree2,
					mark,
					faint: waiting === 0,
				},
			]}
		/>
	);
}

interface HalvesProps {
	connection: string;
	seen: ActivityResult;
	shown: ActivityResult["sessions"];
	onClear: () => void;
}

function Halves({ connection, seen, shown, onClear }: HalvesProps) {
	const { part } = usePlace();
	const [chosen, setChosen] = useState<number>();
	const tree = part === "blocked";
	const session = seen.sessions.find(({ pid }) => pid === chosen);
	return (
		<div className={styles.halves} data-detail={session ? true : undefined}>
			<div className={styles.list}>
				{tree && seen.tree.length === 0 && (
					<EmptyState icon={IconBinaryTree2} title={t("activity.tree.none")}>
						{t("activity.tree.none.text")}
					</EmptyState>
				)}
				{tree && seen.tree.length > 0 && <BlockingTree seen={seen} selected={chosen} onSelect={setChosen} />}
				{!tree && shown.length > 0 && (
					<SessionGrid at={seen.at} sessions={shown} selected={chosen} onSelect={setChosen} />
				)}
				{!tree && shown.length === 0 && (
					<EmptyState
						icon={IconActivity}
						title={t("activity.none")}
						action={
							<Button variant="default" onClick={onClear}>
								{t("activity.none.clear")}
							</Button>
						}
					>
						{t("activity.none.text")}
					</EmptyState>
				)}
			</div>
			{session && <SessionDetail connection={connection} session={session} />}
		</div>
	);
}
