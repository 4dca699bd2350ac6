import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconCopy, IconDownload, IconLayoutSidebarRight, IconRefresh } from "@tabler/icons-react";
import type { OpenedView, TableName, ViewFilter } from "../../../../main/contract/index.ts";
import { viewKey } from "../../../app/looks/looks-actions.ts";
import { queryClient } from "../../../app/query-client.ts";
import { t } from "../../../i18n/i18n.ts";
import type { CopyFormat } from "./copy-rows.ts";
import { CountButton } from "./count-button.tsx";
import styles from "./rows.module.css";

interface RowToolsProps {
	view: OpenedView;
	table: TableName;
	filters: readonly ViewFilter[];
	empty: boolean;
	inspecting: boolean;
	onCopy: (format: CopyFormat) => void;
	onSave: (format: "csv" | "json") => void;
	onInspect: () => void;
}

/** Counting, copying, exporting, reading anew, one row in full. */
export function RowTools(props: RowToolsProps) {
	const { view, table, filters, empty, inspecting, onCopy, onSave, onInspect } = props;
	const refresh = () => void queryClient.invalidateQueries({ queryKey: viewKey(view.view) });
	return (
		<span className={styles.barEnd}>
			<CountButton key={JSON.stringify(filters)} {...{ view, table, filters }} />
			<Menu position="bottom-end">
				<Menu.Target>
					<Button variant="default" leftSection={<IconCopy size={15} />} disabled={empty}>
						{t("rows.copy")}
					</Button>
				</Menu.Target>
				<Menu.Dropdown>
					{(["tsv", "json", "insert"] as const).map((format) => (
						<Menu.Item key={format} onClick={() => onCopy(format)}>
							{t(`rows.copy.${format}`)}
						</Menu.Item>
					))}
				</Menu.Dropdown>
			</Menu>
			<Menu position="bottom-end">
				<Menu.Target>
					<Button variant="default" leftSection={<IconDownload size={15} />} disabled={empty}>
						{t("rows.export")}
					</Button>
				</Menu.Target>
				<Menu.Dropdown>
					{(["csv", "json"] as const).map((format) => (
						<Menu.Item key={format} onClick={() => onSave(format)}>
							{t(`rows.export.${format}`)}
						</Menu.Item>
					))}
				</Menu.Dropdown>
			</Menu>
			<Tooltip label={t("rows.refresh")}>
				<ActionIcon aria-label={t("rows.refresh")} onClick={refresh}>
					<IconRefresh size={16} />
				</ActionIcon>
			</Tooltip>
			<Tooltip label={t("rows.inspect")}>
				<ActionIcon
					aria-label={t("rows.inspect")}
					aria-pressed={inspecting}
					variant={inspecting ? "light" : "subtle"}
					onClick={onInspect}
				>
					<IconLayoutSidebarRight size={16} />
				</ActionIcon>
			</Tooltip>
		</span>
	);
}
