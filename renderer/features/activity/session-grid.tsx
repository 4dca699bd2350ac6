import { useMemo } from "react";
import type { ServerSession } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { DataGrid } from "../../ui/data-grid/data-grid.tsx";
import { type Seen, sessionColumns } from "./session-columns.tsx";

interface SessionGridProps {
	at: Date;
	sessions: readonly ServerSession[];
	selected: number | undefined;
	onSelect: (pid: number) => void;
}

export function SessionGrid({ at, sessions, selected, onSelect }: SessionGridProps) {
	const columns = useMemo(sessionColumns, []);
	const rows = useMemo(() => sessions.map((session): Seen => ({ session, at })), [sessions, at]);
	return (
		<DataGrid
			label={t("activity.sessions")}
			columns={columns}
			rows={rows}
			rowId={rowId}
			selected={selected === undefined ? undefined : String(selected)}
			onSelect={({ session }) => onSelect(session.pid)}
		/>
	);
}

const rowId = ({ session }: Seen): string => String(session.pid);
