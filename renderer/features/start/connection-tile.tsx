import { ActionIcon, Button, Menu, Modal } from "@mantine/core";
import {
	IconArrowDown,
	IconArrowUp,
	IconCopy,
	IconDots,
	IconEdit,
	IconPlugConnected,
	IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { editConnection } from "../../app/connection-editor.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { useLastSeen } from "../../app/last-seen.ts";
import { paths } from "../../app/paths.ts";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import { duplicateConnection, moveConnection, removeConnection } from "./connection-actions.ts";
import styles from "./connection-tile.module.css";
import { TestDialog } from "./test-dialog.tsx";

const passwordWords: Record<ConnectionCard["password"], MessageKey> = {
	none: "password.none",
	session: "password.session",
	pgpass: "password.pgpass",
	needed: "password.needed",
	ask: "password.ask",
	os: "password.os",
	vault: "password.vault",
	"vault-locked": "password.vault-locked",
	command: "password.command",
};

/** Ids of the tiles beside one, in the order that a person made. */
export interface Neighbours {
	before: string | undefined;
	after: string | undefined;
	/** The one behind that. */
	next: string | undefined;
}

/** One connection: where it leads, in which environment, what was last seen there. */
export function ConnectionTile({ card, around }: { card: ConnectionCard; around?: Neighbours | undefined }) {
	return (
		<li className={styles.tile} data-environment={card.environment}>
			<div className={styles.top}>
				<a className={styles.open} href={`#${paths.overview(card.id)}`}>
					<ServerText>{card.name}</ServerText>
				</a>
				<EnvironmentBadge environment={card.environment} />
				<TileMenu card={card} around={around} />
			</div>
			<p className={styles.address}>
				<CodeText>{`${card.user}@${card.host}:${card.port}/${card.database}`}</CodeText>
			</p>
			{card.refused === undefined ? <LastSeen card={card} /> : <p className={styles.refused}>{card.refused}</p>}
			<p className={styles.foot}>
				<span>{t("tile.tls", { mode: card.sslMode })}</span>
				<span>{t(passwordWords[card.password])}</span>
				{card.origin === "session" && <span>{t("tile.session")}</span>}
				{card.group !== undefined && <ServerText>{card.group}</ServerText>}
				{card.tags?.map((tag) => (
					<span key={tag} className={styles.tag}>
						<ServerText>{tag}</ServerText>
					</span>
				))}
			</p>
		</li>
	);
}

function LastSeen({ card }: { card: ConnectionCard }) {
	const seen = useLastSeen((state) => state.byConnection[card.id]);
	if (!seen) {
		return (
			<p className={styles.seen}>
				{card.lastState?.ok === false ? (
					<>
						{t("tile.failed", { said: card.lastState.said ?? "" })} · <Moment at={card.lastState.at} />
					</>
				) : card.lastUsedAt ? (
					<>
						{t("tile.used")} <Moment at={card.lastUsedAt} />
					</>
				) : (
					t("tile.never")
				)}
			</p>
		);
	}
	return (
		<p className={styles.seen}>
			PostgreSQL {seen.version} · {t("tile.applied", { n: seen.applied, of: seen.total })}
			{seen.look > 0 && ` · ${t("tile.look", { n: seen.look })}`} · <Moment at={new Date(seen.at)} />
		</p>
	);
}

function TileMenu({ card, around }: { card: ConnectionCard; around: Neighbours | undefined }) {
	const [dialog, setDialog] = useState<"test" | "remove">();
	const close = () => setDialog(undefined);
	return (
		<>
			<Menu position="bottom-end" width={190}>
				<Menu.Target>
					<ActionIcon aria-label={t("tile.more", { name: card.name })}>
						<IconDots size={16} />
					</ActionIcon>
				</Menu.Target>
				<Menu.Dropdown>
					<Menu.Item leftSection={<IconPlugConnected size={15} />} onClick={() => setDialog("test")}>
						{t("connection.test")}
					</Menu.Item>
					{card.origin === "saved" && (
						<>
							<Menu.Item leftSection={<IconEdit size={15} />} onClick={() => editConnection(card)}>
								{t("connection.edit")}
							</Menu.Item>
							<Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void duplicateConnection(card)}>
								{t("tile.duplicate")}
							</Menu.Item>
						</>
					)}
					{around?.before !== undefined && (
						<Menu.Item
							leftSection={<IconArrowUp size={15} />}
							onClick={() => void moveConnection(card.id, around.before)}
						>
							{t("tile.up")}
						</Menu.Item>
					)}
					{around?.after !== undefined && (
						<Menu.Item
							leftSection={<IconArrowDown size={15} />}
							onClick={() => void moveConnection(card.id, around.next)}
						>
							{t("tile.down")}
						</Menu.Item>
					)}
					<Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => setDialog("remove")}>
						{t("connection.remove")}
					</Menu.Item>
				</Menu.Dropdown>
			</Menu>
			<TestDialog card={card} opened={dialog === "test"} onClose={close} />
			<Modal opened={dialog === "remove"} onClose={close} title={t("connection.remove.title")} size="sm">
				<p>{t("connection.remove.ask", { name: card.name })}</p>
				<div className={styles.end}>
					<Button variant="default" onClick={close}>
						{t("action.cancel")}
					</Button>
					<Button color="red" onClick={() => void removeConnection(card).then(close)}>
						{t("connection.remove")}
					</Button>
				</div>
			</Modal>
		</>
	);
}
