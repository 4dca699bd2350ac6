import { TextInput } from "@mantine/core";
import {
	type Icon,
	IconCode,
	IconEye,
	IconLock,
	IconSearch,
	IconStack,
	IconTable,
	IconTableAlias,
	IconWorld,
} from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import type { OpenedView, ViewTable } from "../../../main/contract/index.ts";
import { useCommands } from "../../app/commands.ts";
import { formatNumber, type MessageKey, t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./explorer.module.css";
import { changeStand } from "./explorer-store.ts";

const kinds: Record<string, { icon: Icon; name: MessageKey }> = {
	r: { icon: IconTable, name: "explorer.kind.r" },
	p: { icon: IconStack, name: "explorer.kind.p" },
	v: { icon: IconEye, name: "explorer.kind.v" },
	m: { icon: IconTableAlias, name: "explorer.kind.m" },
	f: { icon: IconWorld, name: "explorer.kind.f" },
};

export const kindOf = (kind: string) => kinds[kind] ?? { icon: IconTable, name: "explorer.kind.r" as const };

interface TableListProps {
	view: OpenedView;
	current: ViewTable | undefined;
}

/** What the view shows, and what it leaves out with the reason. */
export function TableList({ view, current }: TableListProps) {
	const [typed, setTyped] = useState("");
	const search = useRef<HTMLInputElement>(null);
	useCommands(
		() => [
			{
				id: "explorer.find-table",
				title: t("explorer.find.go"),
				group: "view",
				keys: ["/"],
				run: () => search.current?.focus(),
			},
		],
		[],
	);
	const wanted = typed.trim().toLowerCase();
	const schemas = useMemo(() => new Set(view.tables.map(({ schema }) => schema)), [view.tables]);
	const fits = ({ schema, name }: { schema: string; name: string }) =>
		`${schema}.${name}`.toLowerCase().includes(wanted);
	const tables = view.tables.filter(fits);
	const leftOut = view.leftOut.filter(fits);
	return (
		<nav className={styles.tables} aria-label={t("explorer.tables")}>
			<button
				type="button"
				className={styles.table}
				aria-current={current ? undefined : "page"}
				onClick={() => changeStand(view.view, { table: undefined })}
			>
				<IconCode size={15} aria-hidden />
				<span className={styles.tableName}>{t("explorer.sql")}</span>
				{!view.freeSql && <IconLock size={13} aria-label={t("explorer.sql.shut")} />}
			</button>
			<TextInput
				ref={search}
				className={styles.find ?? ""}
				aria-label={t("explorer.find")}
				placeholder={t("explorer.find")}
				leftSection={<IconSearch size={13} aria-hidden />}
				value={typed}
				onChange={({ currentTarget }) => setTyped(currentTarget.value)}
				onKeyDown={(event) => event.key === "Escape" && setTyped("")}
			/>
			<ul className={styles.tableItems}>
				{tables.map((table) => (
					<li key={JSON.stringify([table.schema, table.name])}>
						<TableItem view={view} table={table} current={table === current} qualified={schemas.size > 1} />
					</li>
				))}
				{tables.length === 0 && <li className={styles.noTables}>{t("explorer.find.none")}</li>}
			</ul>
			{leftOut.length > 0 && (
				<details className={styles.leftOut}>
					<summary>{t("explorer.left-out", { n: leftOut.length })}</summary>
					<ul>
						{leftOut.map(({ schema, name, reason }) => (
							<li key={JSON.stringify([schema, name])}>
								<CodeText>{`${schema}.${name}`}</CodeText>
								<small>
									<ServerText>{reason}</ServerText>
								</small>
							</li>
						))}
					</ul>
				</details>
			)}
		</nav>
	);
}

interface TableItemProps {
	view: OpenedView;
	table: ViewTable;
	current: boolean;
	/** Several schemas: each name is told with its own. */
	qualified: boolean;
}

function TableItem({ view, table, current, qualified }: TableItemProps) {
	const { schema, name, kind, estimatedRows, masked, parent } = table;
	const { icon: Sign, name: kindName } = kindOf(kind);
	return (
		<button
			type="button"
			className={styles.table}
			aria-current={current ? "page" : undefined}
			data-child={parent === undefined ? undefined : true}
			onClick={() => changeStand(view.view, { table: { schema, name } })}
		>
			<Sign size={15} aria-label={t(kindName)} />
			<span className={styles.tableName}>
				<ServerText>{qualified ? `${schema}.${name}` : name}</ServerText>
			</span>
			{masked.length > 0 && <IconLock size={13} aria-label={t("explorer.masked", { n: masked.length })} />}
			{estimatedRows !== undefined && (
				<small title={t("explorer.estimated")} data-figures>
					{formatNumber(estimatedRows, { notation: "compact" })}
				</small>
			)}
		</button>
	);
}
