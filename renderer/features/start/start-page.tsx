import { Button, TextInput } from "@mantine/core";
import { IconPlugConnected, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { editConnection } from "../../app/connection-editor.ts";
import { useConnections } from "../../app/connection-queries.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ConnectionTile } from "./connection-tile.tsx";
import { DemoCard } from "./demo-card.tsx";
import { findConnections } from "./find-connections.ts";
import styles from "./start-page.module.css";

/** With more cards than this a search field stands above them. */
const SEARCH_FROM = 6;

/** The first screen: the demo, and every connection. */
export function StartPage() {
	const { data: all = [], error, isSuccess, refetch } = useConnections();
	const [query, setQuery] = useState("");
	const own = all.filter((card) => card.origin !== "demo");
	const shown = findConnections(query, own);
	const add = () => editConnection("new");
	useCommands(
		() => [{ id: "connection.new", title: t("connection.new"), group: "connections", keys: ["n"], run: add }],
		[],
	);
	return (
		<div className={styles.page}>
			<PageHeader title={t("start.title")} summary={t("start.summary")}>
				<Button leftSection={<IconPlus size={15} />} onClick={add}>
					{t("connection.new")}
				</Button>
			</PageHeader>
			<div className={styles.body}>
				<DemoCard />
				<div className={styles.heading}>
					<h2>{t("start.connections")}</h2>
					{own.length > SEARCH_FROM && (
						<TextInput
							aria-label={t("start.search")}
							placeholder={t("start.search")}
							leftSection={<IconSearch size={14} />}
							value={query}
							onChange={(event) => setQuery(event.currentTarget.value)}
						/>
					)}
				</div>
				{error && <AppError error={error} onRetry={() => void refetch()} />}
				{isSuccess && own.length === 0 && <NoConnections onAdd={add} />}
				{own.length > 0 && shown.length === 0 && <p>{t("start.nothing-found")}</p>}
				<ul className={styles.tiles} aria-label={t("start.connections")}>
					{shown.map((card) => (
						<ConnectionTile key={card.id} card={card} />
					))}
				</ul>
			</div>
		</div>
	);
}

function NoConnections({ onAdd }: { onAdd: () => void }) {
	return (
		<div className={styles.none}>
			<EmptyState
				icon={IconPlugConnected}
				title={t("start.none")}
				action={
					<Button variant="default" leftSection={<IconPlus size={15} />} onClick={onAdd}>
						{t("connection.new")}
					</Button>
				}
			>
				{t("start.none.text")}
			</EmptyState>
		</div>
	);
}
