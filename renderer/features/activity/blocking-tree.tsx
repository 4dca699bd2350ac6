import { IconArrowBackUp, IconRefreshAlert } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import type { ActivityResult, BlockingNode, ServerSession } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { formatDuration } from "../../ui/format-time.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";
import { StateBadge } from "./session-columns.tsx";
import { oneLine, secondsSince } from "./session-words.ts";

/** Lines that are drawn; a queue may be longer than anybody reads. */
const DRAWN = 400;

interface BlockingTreeProps {
	seen: ActivityResult;
	selected: number | undefined;
	onSelect: (pid: number) => void;
}

/** Who waits for whom: roots keep others waiting and wait for nobody. */
export function BlockingTree({ seen, selected, onSelect }: BlockingTreeProps) {
	const root = useRef<HTMLDivElement>(null);
	const byPid = new Map(seen.sessions.map((session) => [session.pid, session]));
	const nodes = seen.tree.slice(0, DRAWN);
	const focused = Math.max(
		0,
		nodes.findIndex(({ pid }) => pid !== undefined && pid === selected),
	);
	const move = (event: KeyboardEvent) => {
		const items = [...(root.current?.querySelectorAll<HTMLElement>("[role=treeitem]") ?? [])];
		const at = items.indexOf(document.activeElement as HTMLElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
		const item = to === undefined ? undefined : items[to];
		if (!item) return;
		event.preventDefault();
		item.focus();
	};
	return (
		<>
			<div ref={root} className={styles.tree} role="tree" aria-label={t("activity.tree")} onKeyDown={move}>
				{nodes.map((node, at) => (
					<Line
						// biome-ignore lint/suspicious/noArrayIndexKey: one session may stand in several lines
						key={`${at} ${node.pid ?? node.prepared}`}
						node={node}
						seen={seen}
						session={byPid.get(node.pid ?? 0)}
						selected={node.pid !== undefined && node.pid === selected}
						focusable={at === focused}
						onSelect={onSelect}
					/>
				))}
			</div>
			{seen.tree.length > nodes.length && (
				<p className={styles.more}>{t("activity.tree.more", { n: seen.tree.length - nodes.length })}</p>
			)}
		</>
	);
}

interface LineProps {
	node: BlockingNode;
	seen: ActivityResult;
	session: ServerSession | undefined;
	selected: boolean;
	focusable: boolean;
	onSelect: (pid: number) => void;
}

function Line({ node, seen, session, selected, focusable, onSelect }: LineProps) {
	const { pid, prepared, depth, mark } = node;
	const choose = () => {
		if (pid !== undefined) onSelect(pid);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== "Enter" && event.key !== " ") return;
		event.preventDefault();
		choose();
	};
	const behind = session?.behind ?? seen.prepared.find(({ name }) => name === prepared)?.behind ?? 0;
	return (
		<div
			className={styles.node}
			role="treeitem"
			aria-level={depth}
			aria-selected={selected}
			aria-expanded={behind > 0 && mark === undefined ? true : undefined}
			tabIndex={focusable ? 0 : -1}
			style={{ "--depth": depth - 1 } as React.CSSProperties}
			onClick={choose}
			onKeyDown={onKeyDown}
		>
			<span className={styles.branch} aria-hidden />
			<strong className={styles.nodeName}>
				{pid === undefined ? <ServerText>{t("activity.prepared.one", { name: prepared ?? "" })}</ServerText> : pid}
			</strong>
			{session && <Told session={session} at={seen.at} />}
			{behind > 0 && <span className={styles.behindText}>{t("activity.tree.behind", { n: behind })}</span>}
			{mark === "again" && (
				<span className={styles.mark}>
					<IconArrowBackUp size={13} aria-hidden /> {t("activity.tree.again")}
				</span>
			)}
			{mark === "circle" && (
				<span className={styles.mark} data-alarm>
					<IconRefreshAlert size={13} aria-hidden /> {t("activity.tree.circle")}
				</span>
			)}
		</div>
	);
}

function Told({ session, at }: { session: ServerSession; at: Date }) {
	const seconds = secondsSince(session.transactionSince, at);
	return (
		<>
			<span className={styles.nodeUser}>
				<ServerText>{session.user}</ServerText>
			</span>
			<StateBadge session={session} />
			{seconds !== null && (
				<span className={styles.age} data-alarm={session.tooLong || undefined}>
					{t("activity.tree.open", { time: formatDuration(seconds * 1_000) })}
				</span>
			)}
			<span className={styles.nodeQuery}>
				<CodeText>{oneLine(session.query)}</CodeText>
			</span>
		</>
	);
}
