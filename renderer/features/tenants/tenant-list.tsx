import { Button } from "@mantine/core";
import { IconBuildingCommunity, IconEyeOff, IconListSearch } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import type { TenantRow, TenantSort, TenantsAbility } from "../../../main/contract/index.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { tenantColumns } from "./tenant-columns.tsx";
import styles from "./tenants.module.css";
import { useTenantCounts, type useTenantPages } from "./use-tenants.ts";

interface TenantListProps {
	connection: string;
	pages: ReturnType<typeof useTenantPages>;
	sort: TenantSort | undefined;
	ability: TenantsAbility | undefined;
	filtered: boolean;
	selected: string | undefined;
	/** What else can be done with a tenant of the list. */
	actions: ((tenant: TenantRow) => ReactNode) | undefined;
	onSort: (sort: TenantSort) => void;
	onClear: () => void;
	onCreate: () => void;
}

/** Rows are fetched as they are scrolled to, sorted by the server. */
export function TenantList({ connection, pages, sort, selected, actions, onSort, ...empty }: TenantListProps) {
	const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = pages;
	const all = data?.pages ?? [];
	const counts = useTenantCounts(connection, isPlaceholderData ? [] : all);
	const rows = useMemo(() => (data?.pages ?? []).flatMap(({ tenants }) => tenants), [data]);
	const first = all[0];
	const columns = useMemo(() => tenantColumns(first?.fields ?? [], counts, actions), [first?.fields, counts, actions]);
	if (!first) return <div className={styles.list} />;
	if (rows.length === 0) return <NoTenants {...empty} notes={first.notes} />;
	const by = sort?.by ?? (first.fields.includes("name") ? "name" : "id");
	return (
		<div className={styles.list} data-stale={isPlaceholderData || undefined}>
			<DataGrid
				label={t("tenants.grid")}
				columns={columns}
				rows={rows}
				rowId={rowId}
				selected={selected}
				onSelect={({ id }) => goTo(paths.tenant(connection, id))}
				sorting={{
					by,
					descending: sort?.descending ?? false,
					onChange: (column, descending) => onSort({ by: column as TenantSort["by"], descending }),
				}}
				onEnd={() => {
					if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
				}}
			/>
			<div className={styles.foot} role="status">
				{isFetchingNextPage
					? t("tenants.loading")
					: t(hasNextPage ? "tenants.shown.more" : "tenants.shown", { n: rows.length })}
			</div>
		</div>
	);
}

interface NoTenantsProps extends Pick<TenantListProps, "ability" | "filtered" | "onClear" | "onCreate"> {
	notes: readonly string[];
}

function NoTenants({ ability, filtered, onClear, onCreate, notes }: NoTenantsProps) {
	if (filtered) {
		const clear = (
			<Button variant="default" onClick={onClear}>
				{t("tenants.clear")}
			</Button>
		);
		return (
			<EmptyState icon={IconListSearch} title={t("tenants.no-match")} action={clear}>
				{t("tenants.no-match.text")}
			</EmptyState>
		);
	}
	if (notes.length > 0) {
		return (
			<EmptyState icon={IconEyeOff} title={t("tenants.hidden")}>
				<ServerText>{notes.join(" ")}</ServerText>
			</EmptyState>
		);
	}
	const create = ability?.cannot.create.length === 0 && <Button onClick={onCreate}>{t("tenants.create")}</Button>;
	return (
		<EmptyState icon={IconBuildingCommunity} title={t("tenants.none")} action={create}>
			{t("tenants.none.text")}
		</EmptyState>
	);
}

const rowId = ({ id }: TenantRow) => id;
