import { Button } from "@mantine/core";
import { IconDownload, IconKey, IconPlugConnected, IconPlus, IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { editConnection } from "../../app/connection-editor.ts";
import { useConnections } from "../../app/connection-queries.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { DemoCard } from "./demo-card.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { FindBar, type Look, wholeLook } from "./find-bar.tsx";
import { findConnections } from "./find-connections.ts";
import { openImport } from "./import-store.ts";
import { PolicyNote } from "./policy-note.tsx";
import styles from "./start-page.module.css";
import { TileList } from "./tile-list.tsx";
import { VaultDialog } from "./vault-dialog.tsx";

/** With more cards than this a bar to find them stands above. */
const BAR_FROM = 6;

/** The first screen: the demo, and every connection. */
export function StartPage() {
	const { data: all = [], error, isSuccess, refetch } = useConnections();
	const [look, setLook] = useState<Look>(wholeLook);
	const [dialog, setDialog] = useState<"vault" | "export">();
	const body = useRef<HTMLDivElement>(null);
	const own = all.filter((card) => card.origin !== "demo");
	const shown = findConnections(own, look);
	const add = () => editConnection("new");
	useCommands(
		() => [
			{ id: "connection.new", title: t("connection.new"), group: "connections", keys: ["n"], run: add },
			{ id: "connection.import", title: t("import.title"), group: "connections", keys: ["i"], run: () => openImport() },
			{ id: "connection.export", title: t("export.title"), group: "connections", run: () => setDialog("export") },
			{ id: "connection.vault", title: t("vault.title"), group: "connections", run: () => setDialog("vault") },
		],
		[],
	);
	return (
		<div className={styles.page}>
			<PageHeader title={t("start.title")} help="README" summary={t("start.summary")}>
				<Button variant="default" leftSection={<IconKey size={15} />} onClick={() => setDialog("vault")}>
					{t("vault.title")}
				</Button>
				<Button
					variant="default"
					leftSection={<IconUpload size={15} />}
					onClick={() => setDialog("export")}
					disabled={own.length === 0}
				>
					{t("export.open")}
				</Button>
				<Button variant="default" leftSection={<IconDownload size={15} />} onClick={() => openImport()}>
					{t("import.open")}
				</Button>
				<Button leftSection={<IconPlus size={15} />} onClick={add}>
					{t("connection.new")}
				</Button>
			</PageHeader>
			<div className={styles.body} ref={body}>
				<PolicyNote />
				<DemoCard />
				<div className={styles.heading}>
					<h2>{t("start.connections")}</h2>
					{own.length > BAR_FROM && <FindBar cards={own} look={look} onChange={setLook} />}
				</div>
				{error && <AppError error={error} onRetry={() => void refetch()} />}
				{isSuccess && own.length === 0 && <NoConnections onAdd={add} />}
				{own.length > 0 && shown.length === 0 && <p>{t("start.nothing-found")}</p>}
				{shown.length > 0 && (
					<TileList cards={shown} movable={look.sort === "own" && look.query.trim() === ""} scroll={body} />
				)}
			</div>
			<VaultDialog opened={dialog === "vault"} onClose={() => setDialog(undefined)} />
			<ExportDialog opened={dialog === "export"} onClose={() => setDialog(undefined)} />
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
