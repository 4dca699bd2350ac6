import { Button, Tooltip } from "@mantine/core";
import { IconDatabaseImport, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { WaitingSnapshot } from "../../../main/contract/index.ts";
import { compareMigrationIds } from "../../../main/contract/migration-order.ts";
import { client } from "../../app/client.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { paths } from "../../app/paths.ts";
import { queryKeys } from "../../app/query-client.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";
import { RestoreDialog } from "./restore-dialog.tsx";
import { dismissWaiting, useDismissed } from "./rollback-dismissed.ts";
import { useAbility } from "./use-ability.ts";

/**
 * What a rollback took out of this database and can come back: first its migrations have to be applied again, then it is offered. The list
 * of snapshots offers it itself. Where it cannot be read, the page says so elsewhere.
 */
export function RollbackWaiting({ connection }: { connection: string }) {
	const { data = [] } = useQuery({
		queryKey: [...queryKeys.connection(connection), "waiting"],
		queryFn: async ({ signal }) => (await client.snapshots.waiting({ connection }, { signal })).waiting,
	});
	const { part } = usePlace();
	const dismissed = useDismissed((state) => state.ids);
	const left = data.filter(({ id }) => !dismissed.includes(id));
	const [first] = left.toSorted((a, b) => Number(isReady(b)) - Number(isReady(a)));
	return first && part !== "snapshots" ? (
		<Waiting connection={connection} waiting={first} more={left.length - 1} />
	) : null;
}

const isReady = ({ missing, path }: WaitingSnapshot): boolean => missing.length === 0 && path !== undefined;

interface WaitingProps {
	connection: string;
	waiting: WaitingSnapshot;
	/** How many others wait. */
	more: number;
}

function Waiting({ connection, waiting, more }: WaitingProps) {
	const { id, migrations, missing, tables, path, host, by } = waiting;
	const rows = tables.reduce((sum, table) => sum + table.rows, 0);
	const ready = isReady(waiting);
	const ids = migrations.join(", ");
	return (
		<section className={styles.band} data-tone={ready ? "ready" : undefined} aria-label={t("waiting.label")}>
			<div className={styles.bandHead}>
				<IconDatabaseImport size={17} aria-hidden />
				<p>
					<strong>{t(ready ? "waiting.back" : "waiting.missing", { n: rows })}</strong>{" "}
					<ServerText>
						{missing.length > 0
							? t("waiting.missing.text", { n: missing.length, ids, missing: missing.join(", ") })
							: t("waiting.back.text", {
									n: migrations.length,
									ids,
									tables: shortList(tables.map(({ table }) => table)),
								})}
					</ServerText>{" "}
					{path === undefined && <ServerText>{t("waiting.elsewhere", { host, by })}</ServerText>}
					{more > 0 && (
						<a href={`#${paths.snapshots(connection)}`}>
							<CodeText>{t("waiting.more", { n: more })}</CodeText>
						</a>
					)}
				</p>
				<Tooltip label={t("waiting.later.means")}>
					<Button size="compact-sm" variant="subtle" onClick={() => dismissWaiting(id)}>
						{t("waiting.later")}
					</Button>
				</Tooltip>
				<Action connection={connection} waiting={waiting} rows={rows} />
			</div>
		</section>
	);
}

function Action({ connection, waiting, rows }: { connection: string; waiting: WaitingSnapshot; rows: number }) {
	const { busy, readOnly } = useAbility(connection);
	const [asking, setAsking] = useState(false);
	const last = waiting.missing.toSorted(compareMigrationIds).at(-1);
	if (readOnly) return null;
	const common = { size: "compact-sm", disabled: busy, title: busy ? t("migrations.busy") : undefined };
	if (last !== undefined) {
		return (
			<Button
				{...common}
				variant="default"
				leftSection={<IconPlayerPlay size={14} />}
				onClick={() => openMigrationDialog(connection, { kind: "apply", to: last })}
			>
				{t("waiting.apply", { id: last })}
			</Button>
		);
	}
	if (waiting.path === undefined) return null;
	return (
		<>
			<Button {...common} leftSection={<IconDatabaseImport size={14} />} onClick={() => setAsking(true)}>
				{t("waiting.restore")}
			</Button>
			{asking && (
				<RestoreDialog connection={connection} snapshot={{ id: waiting.id, rows }} onClose={() => setAsking(false)} />
			)}
		</>
	);
}

/** Tables that are named in one line. */
const NAMED = 3;

function shortList(tables: readonly string[]): string {
	const named = tables.slice(0, NAMED).join(", ");
	return tables.length > NAMED ? `${named} …` : named;
}
