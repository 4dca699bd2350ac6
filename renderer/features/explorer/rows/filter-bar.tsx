import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconFilterPlus, IconX } from "@tabler/icons-react";
import type { OpenedView, TableName, ViewColumn, ViewFilter } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { FilterEditor } from "./filter-editor.tsx";
import { opWords, takesValue, typedOf } from "./filter-words.ts";
import styles from "./rows.module.css";

interface FilterBarProps {
	view: OpenedView;
	table: TableName;
	columns: readonly ViewColumn[];
	filters: readonly ViewFilter[];
	/** The column whose filter is being written; empty: of any. */
	writing: string | undefined;
	onWrite: (column: string | undefined) => void;
	onChange: (filters: ViewFilter[]) => void;
}

/** The filters that hold, each to be taken away, and the way to another. */
export function FilterBar({ view, table, columns, filters, writing, onWrite, onChange }: FilterBarProps) {
	return (
		<>
			<Popover
				opened={writing !== undefined}
				onDismiss={() => onWrite(undefined)}
				position="bottom-start"
				trapFocus
				returnFocus
				width={330}
				shadow="md"
				withinPortal={false}
			>
				<Popover.Target>
					<Button
						variant="default"
						leftSection={<IconFilterPlus size={15} />}
						disabled={columns.length === 0}
						onClick={() => onWrite(writing === undefined ? "" : undefined)}
					>
						{t("filter.add")}
					</Button>
				</Popover.Target>
				<Popover.Dropdown>
					{writing !== undefined && (
						<FilterEditor
							key={writing}
							{...{ view, table, columns, filters }}
							column={writing}
							onDone={(filter) => {
								onWrite(undefined);
								onChange([...filters, filter]);
							}}
						/>
					)}
				</Popover.Dropdown>
			</Popover>
			{filters.length > 0 && (
				<ul className={styles.filters} aria-label={t("filter.all")}>
					{filters.map((filter, at) => (
						<li key={JSON.stringify(filter)}>
							<CodeText>{filter.column}</CodeText> <span>{opWords(filter.op)}</span>{" "}
							{takesValue(filter.op) && <ServerText>{typedOf(filter).slice(0, 60)}</ServerText>}
							<ActionIcon
								size={18}
								aria-label={t("filter.remove", { column: filter.column })}
								onClick={() => onChange(filters.filter((_, place) => place !== at))}
							>
								<IconX size={12} />
							</ActionIcon>
						</li>
					))}
				</ul>
			)}
		</>
	);
}
