import { Button, Menu, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDownload, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { TenantRow, TenantSort } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { useCommands } from "../../app/commands.ts";
import { goTo, paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { exportTenants } from "./export-tenants.ts";
import { isFiltered, noValues, toFilter } from "./find-values.ts";
import { TenantDetail } from "./tenant-detail.tsx";
import { TenantList } from "./tenant-list.tsx";
import styles from "./tenants.module.css";
import { TenantsFilters } from "./tenants-filters.tsx";
import { useTenantFacets, useTenantPages, useTenantsAbility } from "./use-tenants.ts";

/** Milliseconds that somebody types on. */
const TYPING = 150;

interface TenantsPageProps {
	connection: string;
	/** What else can be done with the tenant of an open dossier: buttons of other screens. */
	actions?: (tenant: TenantRow) => ReactNode;
	/** The same in a line of the list. */
	rowActions?: (tenant: TenantRow) => ReactNode;
}

/** The customers of a database: found, told, made and changed. */
export function TenantsPage({ connection, actions, rowActions }: TenantsPageProps) {
	const [values, setValues] = useState(noValues);
	const [sort, setSort] = useState<TenantSort>();
	const [creating, setCreating] = useState(false);
	const search = useRef<HTMLInputElement>(null);
	const [typed] = useDebouncedValue(values.search, TYPING);
	const filter = useMemo(() => toFilter({ ...values, search: typed }, sort), [values, typed, sort]);
	const pages = useTenantPages(connection, filter);
	const { data: facets } = useTenantFacets(connection);
	const { data: ability } = useTenantsAbility(connection);
	const open = useOpenTenant();
	const first = pages.data?.pages[0];
	const create = () => setCreating(true);
	const close = () => goTo(paths.tenants(connection));
	useCommands(
		() => [
			{
				id: "tenants.search",
				title: t("tenants.search.go"),
				group: "view",
				keys: ["/"],
				run: () => search.current?.focus(),
			},
			...(ability?.cannot.create.length === 0
				? [{ id: "tenants.create", title: t("tenants.create"), group: "view" as const, keys: ["n"], run: create }]
				: []),
		],
		[ability],
	);
	return (
		<div className={styles.page}>
			<PageHeader
				title={t("tenants.title")}
				help="tenants"
				summary={
					facets ? (
						<>
							<span>{t("tenants.total", { n: facets.total })}</span>
							{facets.role !== undefined && <span>{t("tenants.as", { role: facets.role })}</span>}
						</>
					) : (
						t("tenants.summary")
					)
				}
			>
				<Menu position="bottom-end">
					<Menu.Target>
						<Button variant="default" leftSection={<IconDownload size={15} />} disabled={!first}>
							{t("tenants.export")}
						</Button>
					</Menu.Target>
					<Menu.Dropdown>
						<Menu.Item onClick={() => void exportTenants(connection, "csv", filter)}>
							{t("tenants.export.csv")}
						</Menu.Item>
						<Menu.Item onClick={() => void exportTenants(connection, "json", filter)}>
							{t("tenants.export.json")}
						</Menu.Item>
					</Menu.Dropdown>
				</Menu>
				<CreateButton cannot={ability?.cannot.create} onClick={create} />
			</PageHeader>
			{pages.error ? (
				<div className={styles.trouble}>
					<AppError error={pages.error} connection={connection} onRetry={() => void pages.refetch()} />
				</div>
			) : (
				<>
					{first?.notes.map((note) => (
						<p key={note} className={styles.note}>
							<ServerText>{note}</ServerText>
						</p>
					))}
					<TenantsFilters {...{ values, facets, search }} fields={first?.fields ?? []} onChange={setValues} />
					<div className={styles.halves} data-detail={open === undefined ? undefined : true}>
						<TenantList
							{...{ connection, pages, sort, ability }}
							actions={rowActions}
							filtered={isFiltered(values)}
							selected={open}
							onSort={setSort}
							onClear={() => setValues(noValues)}
							onCreate={create}
						/>
						{open !== undefined && (
							<TenantDetail key={open} {...{ connection, ability, actions }} tenant={open} onClose={close} />
						)}
					</div>
				</>
			)}
			{creating && ability && (
				<CreateDialog connection={connection} ability={ability} onClose={() => setCreating(false)} />
			)}
		</div>
	);
}

/** The tenant whose dossier the address names. */
function useOpenTenant(): string | undefined {
	const { part } = usePlace();
	if (part === undefined) return undefined;
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

function CreateButton({ cannot, onClick }: { cannot: readonly string[] | undefined; onClick: () => void }) {
	const why = cannot?.[0];
	const barred = cannot === undefined || why !== undefined;
	return (
		<Tooltip label={t("tenants.cannot", { why: why ?? "" })} disabled={why === undefined} multiline maw={420}>
			<Button
				leftSection={<IconPlus size={15} />}
				{...(barred ? { "data-disabled": true } : {})}
				aria-disabled={barred}
				onClick={() => {
					if (!barred) onClick();
				}}
			>
				{t("tenants.create")}
			</Button>
		</Tooltip>
	);
}
