import { Button, Tooltip } from "@mantine/core";
import { IconBan, IconLockSearch, IconPlugX } from "@tabler/icons-react";
import { useState } from "react";
import type { InspectedSession, ServerSession, StopHow } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";
import { StateBadge } from "./session-columns.tsx";
import { SessionLocks } from "./session-locks.tsx";
import { StopDialog } from "./stop-dialog.tsx";

/** One session in full, with the ways to stop it. */
export function SessionDetail({ connection, session }: { connection: string; session: ServerSession }) {
	const [how, setHow] = useState<StopHow>();
	return (
		<section className={styles.detail} aria-label={t("activity.detail", { pid: String(session.pid) })}>
			<div className={styles.detailHead}>
				<h2>{t("activity.detail", { pid: String(session.pid) })}</h2>
				<StopButtons session={session} onStop={setHow} />
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={styles.detailBody} tabIndex={0}>
				{session.notStoppable !== undefined && (
					<p className={styles.note}>
						<ServerText>{session.notStoppable}</ServerText>
					</p>
				)}
				<SessionFacts session={session} />
				<Inspected key={session.pid} connection={connection} session={session} />
			</div>
			{how && <StopDialog connection={connection} session={session} how={how} onClose={() => setHow(undefined)} />}
		</section>
	);
}

function StopButtons({ session, onStop }: { session: ServerSession; onStop: (how: StopHow) => void }) {
	const barred = session.notStoppable !== undefined;
	const nothing = session.state !== "active" && !session.hidden;
	return (
		<span className={styles.buttons}>
			<Tooltip label={t("activity.cancel.nothing")} disabled={!nothing}>
				<Button
					variant="default"
					leftSection={<IconBan size={15} />}
					disabled={barred || nothing}
					onClick={() => onStop("cancel")}
				>
					{t("blocked.cancel")}
				</Button>
			</Tooltip>
			<Button
				variant="default"
				leftSection={<IconPlugX size={15} />}
				disabled={barred}
				onClick={() => onStop("terminate")}
			>
				{t("blocked.terminate")}
			</Button>
		</span>
	);
}

function SessionFacts({ session }: { session: ServerSession }) {
	const { kind, user, application, client: from, database, since, began, transactionSince, wait, bulkhead } = session;
	const { blockedBy, blockedByPrepared, behind, xminAge } = session;
	const waitsFor = [...blockedBy.map(String), ...blockedByPrepared].join(", ");
	return (
		<Facts>
			<Fact name={t("activity.state")}>
				<StateBadge session={session} />
			</Fact>
			{wait && (
				<Fact name={t("activity.wait")}>
					<ServerText>{wait.text}</ServerText>{" "}
					{wait.event !== "" && <small className={styles.faint}>{`${wait.type}: ${wait.event}`}</small>}
				</Fact>
			)}
			{waitsFor !== "" && <Fact name={t("activity.waits-for")}>{waitsFor}</Fact>}
			{behind > 0 && <Fact name={t("activity.behind")}>{behind}</Fact>}
			<Fact name={t("activity.user")}>
				<ServerText>{user || kind}</ServerText>
			</Fact>
			{application !== "" && (
				<Fact name={t("activity.application")}>
					<ServerText>{application}</ServerText>
					{bulkhead && <small className={styles.faint}> {t(`activity.bulkhead.${bulkhead}`)}</small>}
				</Fact>
			)}
			{from !== "" && <Fact name={t("activity.client")}>{from}</Fact>}
			{database !== "" && (
				<Fact name={t("activity.database")}>
					<ServerText>{database}</ServerText>
				</Fact>
			)}
			<Fact name={t("activity.kind")}>
				<ServerText>{kind}</ServerText>
			</Fact>
			{began && <Dated name={t("activity.began")} at={began} />}
			{since && <Dated name={t("activity.state-since")} at={since} />}
			{transactionSince && <Dated name={t("activity.transaction-since")} at={transactionSince} />}
			{xminAge !== undefined && <Fact name={t("activity.xmin")}>{t("activity.xmin.age", { n: xminAge })}</Fact>}
		</Facts>
	);
}

function Dated({ name, at }: { name: string; at: Date }) {
	return (
		<Fact name={name}>
			<Timestamp at={at} />
		</Fact>
	);
}

/** Statement and locks; the whole statement and the locks are asked for when they are wanted. */
function Inspected({ connection, session }: { connection: string; session: ServerSession }) {
	const [found, setFound] = useState<InspectedSession>();
	const [error, setError] = useState<unknown>();
	const look = async () => {
		try {
			setFound(await client.activity.inspect({ connection, pid: session.pid }));
			setError(undefined);
		} catch (caught) {
			setError(caught);
		}
	};
	const query = found?.query ?? session.query;
	return (
		<>
			{query !== "" && (
				<div className={styles.query}>
					<h3>
						{t(session.state === "active" ? "activity.query.running" : "activity.query.last")}
						<CopyButton value={query} label={t("activity.query.copy")} />
					</h3>
					<CodeText>{query}</CodeText>
				</div>
			)}
			<Button variant="default" leftSection={<IconLockSearch size={15} />} onClick={() => void look()}>
				{t(found ? "activity.locks.again" : "activity.locks.show")}
			</Button>
			{error !== undefined && <AppError error={error} connection={connection} />}
			{found && <SessionLocks found={found} />}
		</>
	);
}
