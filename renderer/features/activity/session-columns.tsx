import {
	IconAnchor,
	IconClockPause,
	IconEyeOff,
	IconHourglass,
	IconMoon,
	IconPlayerPlay,
	IconRobot,
} from "@tabler/icons-react";
import type { ServerSession } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { GridColumn } from "../../ui/data-grid/columns.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";
import { isBackground } from "./find-sessions.ts";
import { oneLine, secondsSince, stateOf } from "./session-words.ts";

/** A session together with the moment of the look: ages are by the server's clock. */
export interface Seen {
	session: ServerSession;
	at: Date;
}

export function sessionColumns(): GridColumn<Seen>[] {
	return [
		{ id: "pid", header: t("activity.pid"), width: 72, align: "end", value: ({ session }) => session.pid },
		{
			id: "state",
			header: t("activity.state"),
			width: 168,
			value: ({ session }) => stateOf(session).text,
			render: ({ session }) => <StateBadge session={session} />,
		},
		{
			id: "since",
			header: t("activity.since"),
			width: 76,
			align: "end",
			value: ({ session, at }) => secondsSince(session.since, at),
			render: ({ session, at }) => <Age since={session.since} at={at} />,
		},
		{
			id: "transaction",
			header: t("activity.transaction"),
			width: 104,
			align: "end",
			value: ({ session, at }) => secondsSince(session.transactionSince, at),
			render: ({ session, at }) => <Age since={session.transactionSince} at={at} alarm={session.tooLong} />,
		},
		{
			id: "user",
			header: t("activity.user"),
			width: 116,
			value: ({ session }) => session.user || session.kind,
			render: ({ session }) => <Who session={session} />,
		},
		{
			id: "application",
			header: t("activity.application"),
			width: 130,
			value: ({ session }) => session.application,
			render: ({ session }) => <ServerText>{session.application}</ServerText>,
		},
		{
			id: "database",
			header: t("activity.database"),
			width: 100,
			value: ({ session }) => session.database,
			render: ({ session }) => <ServerText>{session.database}</ServerText>,
		},
		{
			id: "behind",
			header: t("activity.behind"),
			width: 92,
			align: "end",
			value: ({ session }) => session.behind,
			render: ({ session }) =>
				session.behind > 0 ? <strong className={styles.behind}>{session.behind}</strong> : null,
		},
		{
			id: "wait",
			header: t("activity.wait"),
			width: 190,
			value: ({ session }) => waitOf(session),
			render: ({ session }) => <ServerText>{waitOf(session)}</ServerText>,
		},
		{
			id: "query",
			header: t("activity.query"),
			width: 200,
			grow: true,
			mono: true,
			value: ({ session }) => oneLine(session.query),
			render: ({ session }) => <ServerText>{oneLine(session.query)}</ServerText>,
		},
	];
}

/** That an idle session waits for its application is what idle means. */
const waitOf = ({ wait, state }: ServerSession): string =>
	wait === undefined || (wait.type === "Client" && state !== "active") ? "" : wait.text;

const icons = { sealed: IconPlayerPlay, look: IconClockPause, alarm: IconHourglass, calm: IconMoon, found: IconMoon };

export function StateBadge({ session }: { session: ServerSession }) {
	const { text, tone } = stateOf(session);
	const icon = session.hidden ? IconEyeOff : isBackground(session) ? IconRobot : icons[tone];
	return (
		<Badge tone={tone} icon={icon}>
			<ServerText>{text}</ServerText>
		</Badge>
	);
}

function Who({ session: { user, kind, bulkhead } }: { session: ServerSession }) {
	return (
		<span className={styles.who}>
			{bulkhead && <IconAnchor size={13} aria-label={t(`activity.bulkhead.${bulkhead}`)} />}
			<ServerText>{user || kind}</ServerText>
		</span>
	);
}

function Age({ since, at, alarm }: { since: Date | undefined; at: Date; alarm?: boolean }) {
	const seconds = secondsSince(since, at);
	if (seconds === null) return null;
	return (
		<span className={styles.age} data-alarm={alarm || undefined}>
			{formatDuration(seconds * 1_000)}
		</span>
	);
}
