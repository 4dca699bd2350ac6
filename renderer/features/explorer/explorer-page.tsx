import { Button } from "@mantine/core";
import { IconClockOff, IconEye, IconShield } from "@tabler/icons-react";
import { useEffect } from "react";
import type { OpenedView } from "../../../main/contract/index.ts";
import { openLookDialog } from "../../app/looks/looks-actions.ts";
import { useFrontView, useLooks } from "../../app/looks/looks-store.ts";
import { t } from "../../i18n/i18n.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import styles from "./explorer.module.css";
import { keepStands, useStand } from "./explorer-store.ts";
import { SqlView } from "./sql/sql-view.tsx";
import { TableList } from "./table-list.tsx";
import { TableView } from "./table-view.tsx";
import { ViewHead } from "./view-head.tsx";

/** A database through a tenant's eyes; without an open view, the way to one. */
export function ExplorerPage({ connection }: { connection: string }) {
	const view = useFrontView(connection);
	const views = useLooks((looks) => looks.views);
	useEffect(() => keepStands(views.map((each) => each.view)), [views]);
	return view ? <Explorer key={view.view} view={view} /> : <NoView connection={connection} />;
}

function Explorer({ view }: { view: OpenedView }) {
	const stand = useStand(view.view);
	const first = view.tables[0];
	const table = stand ? stand.table : first;
	const shown = table && view.tables.find(({ schema, name }) => schema === table.schema && name === table.name);
	return (
		<div className={styles.page}>
			<ViewHead view={view} />
			<div className={styles.halves}>
				<TableList view={view} current={shown} />
				<div className={styles.main}>
					{shown ? (
						<TableView key={JSON.stringify([shown.schema, shown.name])} view={view} table={shown} />
					) : (
						<SqlView view={view} />
					)}
				</div>
			</div>
		</div>
	);
}

function NoView({ connection }: { connection: string }) {
	const ended = useLooks((looks) => looks.ended[connection]);
	const name = ended ? (ended.view.tenant.name ?? ended.view.tenant.id) : "";
	const open = () => openLookDialog({ kind: "open", connection, ...(ended ? { tenant: ended.view.tenant } : {}) });
	return (
		<div className={styles.page}>
			<PageHeader title={t("explorer.title")} help="view-as-tenant" summary={t("explorer.summary")}>
				<Button
					variant="default"
					leftSection={<IconShield size={15} />}
					onClick={() => openLookDialog({ kind: "barrier", connection })}
				>
					{t("look.barrier")}
				</Button>
				<Button leftSection={<IconEye size={15} />} onClick={open}>
					{t("look.open")}
				</Button>
			</PageHeader>
			{ended ? (
				<EmptyState
					icon={IconClockOff}
					title={t(`explorer.ended.${ended.why === "time" ? "time" : "gone"}`, { name })}
					action={<Button onClick={open}>{t("explorer.again")}</Button>}
				>
					{t("explorer.ended.text")}
				</EmptyState>
			) : (
				<EmptyState icon={IconEye} title={t("explorer.none")} action={<Button onClick={open}>{t("look.open")}</Button>}>
					{t("explorer.none.text")}
				</EmptyState>
			)}
		</div>
	);
}
