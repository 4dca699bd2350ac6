import { Autocomplete, Button, NativeSelect, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FilterOp, OpenedView, TableName, ViewColumn, ViewFilter } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { toErrorValue } from "../../../app/error-value.ts";
import { noteEvidence, viewKey } from "../../../app/looks/looks-actions.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import { filterOps, opWords, takesValue, toFilter } from "./filter-words.ts";
import styles from "./rows.module.css";
import { nameOf } from "./use-rows.ts";

/** Milliseconds that somebody types on. */
const TYPING = 200;

interface FilterEditorProps {
	view: OpenedView;
	table: TableName;
	columns: readonly ViewColumn[];
	filters: readonly ViewFilter[];
	/** Empty: to be chosen. */
	column: string;
	onDone: (filter: ViewFilter) => void;
}

/** A column, how it is compared, and with what; the values that the tenant has are suggested. */
export function FilterEditor({ view, table, columns, filters, column: given, onDone }: FilterEditorProps) {
	const open = columns.filter(({ masked }) => !masked);
	const [column, setColumn] = useState(given || (open[0]?.name ?? ""));
	const [op, setOp] = useState<FilterOp>("=");
	const [text, setText] = useState("");
	const done = () => onDone(toFilter(column, op, text));
	return (
		<form
			className={styles.editor}
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				event.stopPropagation();
				done();
			}}
		>
			<NativeSelect
				label={t("filter.column")}
				value={column}
				onChange={({ currentTarget }) => setColumn(currentTarget.value)}
				data={open.map(({ name }) => ({ value: name, label: escapeHidden(name) }))}
			/>
			<NativeSelect
				label={t("filter.op")}
				value={op}
				onChange={({ currentTarget }) => setOp(currentTarget.value as FilterOp)}
				data={filterOps.map((value) => ({ value, label: opWords(value) }))}
				{...(given === "" ? {} : { "data-autofocus": true })}
			/>
			{op === "in" && (
				<Textarea
					label={t("filter.values")}
					autosize
					minRows={3}
					maxRows={8}
					value={text}
					onChange={({ currentTarget }) => setText(currentTarget.value)}
				/>
			)}
			{takesValue(op) && op !== "in" && <ValueInput {...{ view, table, filters, column, text }} onChange={setText} />}
			<div className={styles.editorFoot}>
				<Button type="submit" disabled={op === "in" && text.trim() === ""}>
					{t("filter.do")}
				</Button>
			</div>
		</form>
	);
}

interface ValueInputProps {
	view: OpenedView;
	table: TableName;
	filters: readonly ViewFilter[];
	column: string;
	text: string;
	onChange: (text: string) => void;
}

function ValueInput({ view, table, filters, column, text, onChange }: ValueInputProps) {
	const [starts] = useDebouncedValue(text, TYPING);
	const { data, error } = useQuery({
		queryKey: viewKey(view.view, "suggest", table, column, starts, filters),
		queryFn:
			column === ""
				? skipToken
				: async ({ signal }) => {
						const found = await client.views.suggest(
							{
								...{ view: view.view, table: nameOf(table), column, filters: [...filters] },
								...(starts === "" ? {} : { starts }),
							},
							{ signal },
						);
						noteEvidence(view.view, found.evidence);
						return found;
					},
		placeholderData: (before) => before,
		staleTime: 20_000,
		retry: false,
	});
	const values = (data?.values ?? []).filter(({ value }) => value !== null && value !== "");
	const counts = new Map(values.map(({ value, rows }) => [value, rows]));
	return (
		<Autocomplete
			label={t("filter.value")}
			description={
				error
					? toErrorValue(error).message
					: data?.sampled
						? t("filter.sampled")
						: t("filter.suggested", { n: values.length })
			}
			value={text}
			onChange={onChange}
			data={[...counts.keys()].filter((value) => value !== null)}
			filter={({ options }) => options}
			selectFirstOptionOnDropdownOpen={false}
			renderOption={({ option }) => (
				<span className={styles.suggestion}>
					<ServerText>{option.value}</ServerText>
					<small data-figures>{formatNumber(counts.get(option.value) ?? 0)}</small>
				</span>
			)}
			withScrollArea={false}
			classNames={{ options: styles.options ?? "" }}
			comboboxProps={{ withinPortal: false, position: "right-start", width: 250 }}
		/>
	);
}
