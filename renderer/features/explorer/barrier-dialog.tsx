import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { IconShieldCheck, IconShieldOff, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { BarrierState, ConnectionCard } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { useConnection } from "../../app/connection-queries.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { styleNonce } from "../../app/nonce.ts";
import { notifyDone } from "../../app/notify.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";
import { isTyped, TypedName } from "../../app/typed-name.tsx";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { LazySqlViewer } from "../../ui/sql-viewer/lazy-sql-viewer.tsx";
import styles from "./dialogs.module.css";
import { Reasons } from "./level-card.tsx";

type Change = "install" | "remove";

/** The server's own wall: what stands, what is missing, the statements of a change, and the change itself. */
export function BarrierDialog({ connection, onClose }: { connection: string; onClose: () => void }) {
	const { connection: card } = useConnection(connection);
	const { data, error, refetch } = useQuery({
		queryKey: [...queryKeys.connection(connection), "barrier"],
		queryFn: ({ signal }) => client.barrier.check({ connection }, { signal }),
		retry: false,
	});
	return (
		<Modal opened onClose={onClose} title={t("barrier.title")} size={760}>
			<div className={styles.barrier}>
				{card && (
					<p className={styles.where}>
						<EnvironmentBadge environment={card.environment} />
						<strong>
							<ServerText>{card.name}</ServerText>
						</strong>
						<CodeText>{`${card.database} · ${card.user}@${card.host}:${card.port}`}</CodeText>
					</p>
				)}
				{error && <AppError error={error} connection={connection} onRetry={() => void refetch()} />}
				{!data && !error && <p className={styles.waiting}>{t("barrier.looking")}</p>}
				{data && <Standing state={data} />}
				{data && card && <ChangeBarrier card={card} state={data} onClose={onClose} />}
			</div>
		</Modal>
	);
}

function Standing({ state: { installed, holds, tables, missing, leaks, open } }: { state: BarrierState }) {
	const look = holds
		? { tone: "sealed" as const, icon: IconShieldCheck, name: "barrier.holds" as const }
		: installed
			? { tone: "alarm" as const, icon: IconShieldX, name: "barrier.leaks" as const }
			: { tone: "look" as const, icon: IconShieldOff, name: "barrier.none" as const };
	return (
		<>
			<section className={styles.level} data-tone={look.tone} aria-label={t("barrier.state")}>
				<div className={styles.levelHead}>
					<Badge tone={look.tone} icon={look.icon}>
						{t(look.name)}
					</Badge>
				</div>
				<p>{t(`${look.name}.text`)}</p>
				<Reasons title={t("barrier.in-the-way")} items={leaks} />
				<Reasons title={t("barrier.open")} items={open} />
			</section>
			<div className={styles.lists}>
				<TableList title={t("barrier.behind", { n: tables.length })} tables={tables} />
				<TableList title={t("barrier.missing", { n: missing.length })} tables={missing} />
			</div>
		</>
	);
}

function TableList({
	title,
	tables,
}: {
	title: string;
	tables: readonly { schema: string; name: string; reason?: string }[];
}) {
	if (tables.length === 0) return null;
	return (
		<section>
			<h3>{title}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<ul className={styles.scroll} tabIndex={0} aria-label={title}>
				{tables.map(({ schema, name, reason }) => (
					<li key={JSON.stringify([schema, name])}>
						<CodeText>{`${schema}.${name}`}</CodeText>
						{reason !== undefined && (
							<small>
								<ServerText>{reason}</ServerText>
							</small>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}

interface ChangeBarrierProps {
	card: ConnectionCard;
	state: BarrierState;
	onClose: () => void;
}

function ChangeBarrier({ card, state, onClose }: ChangeBarrierProps) {
	const { installed, missing } = state;
	const canAdd = missing.some(({ installable }) => installable) || !installed;
	const [what, setWhat] = useState<Change>(canAdd ? "install" : "remove");
	const [shown, setShown] = useState<"sql" | "rollback">("sql");
	const [reason, setReason] = useState("");
	const [typed, setTyped] = useState("");
	const [busy, setBusy] = useState(false);
	const [failed, setFailed] = useState<unknown>();
	const { id: connection } = card;
	const { data, error, refetch } = useQuery({
		queryKey: [...queryKeys.connection(connection), "barrier", what],
		queryFn: ({ signal }) => client.barrier.preview({ connection, what }, { signal }),
		retry: false,
	});
	const go = async () => {
		setBusy(true);
		setFailed(undefined);
		try {
			const request = { connection, ...(reason.trim() ? { reason: reason.trim() } : {}) };
			const { changed } =
				what === "install" ? await client.barrier.install(request) : await client.barrier.remove({ ...request, typed });
			notifyDone(t(changed ? `barrier.done.${what}` : "barrier.done.nothing"));
			await queryClient.invalidateQueries({ queryKey: queryKeys.connection(connection) });
			onClose();
		} catch (caught) {
			setFailed(caught);
		} finally {
			setBusy(false);
		}
	};
	const nothing = data?.sql === "";
	return (
		<>
			{installed && (
				<SegmentedControl
					size="xs"
					aria-label={t("barrier.what")}
					value={what}
					onChange={(value) => setWhat(value as Change)}
					data={[
						{ value: "install", label: t("barrier.install") },
						{ value: "remove", label: t("barrier.remove") },
					]}
				/>
			)}
			{error && <AppError error={error} connection={connection} onRetry={() => void refetch()} />}
			{nothing && <p className={styles.waiting}>{t("barrier.nothing")}</p>}
			{data && !nothing && (
				<>
					<SegmentedControl
						size="xs"
						aria-label={t("barrier.sql")}
						value={shown}
						onChange={(value) => setShown(value as "sql" | "rollback")}
						data={[
							{ value: "sql", label: t("barrier.sql") },
							{ value: "rollback", label: t("barrier.rollback") },
						]}
					/>
					<div className={styles.sql}>
						<LazySqlViewer label={t("barrier.sql")} text={data[shown]} nonce={styleNonce} />
					</div>
					{data.notes.length > 0 && (
						<ul className={styles.notes}>
							{data.notes.map((note) => (
								<li key={note}>
									<ServerText>{note}</ServerText>
								</li>
							))}
						</ul>
					)}
					<Textarea
						label={t("barrier.reason")}
						description={t("barrier.reason.text")}
						value={reason}
						maxLength={2_000}
						onChange={({ currentTarget }) => setReason(currentTarget.value)}
					/>
					{what === "remove" && (
						<TypedName connection={card} why={t("barrier.remove.why")} typed={typed} onType={setTyped} />
					)}
				</>
			)}
			{failed !== undefined && <AppError error={failed} connection={connection} />}
			<div className={styles.foot}>
				<Button variant="default" onClick={onClose}>
					{t("action.close")}
				</Button>
				{data && !nothing && (
					<Button
						loading={busy}
						disabled={what === "remove" && !isTyped(card, typed)}
						{...(what === "remove" ? { color: "red" } : {})}
						onClick={() => void go()}
					>
						{t(`barrier.${what}.do`)}
					</Button>
				)}
			</div>
		</>
	);
}
