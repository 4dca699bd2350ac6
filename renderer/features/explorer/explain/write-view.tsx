import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCircleOff, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OpenedView, RehearsedWrite, ViewColumn, ViewTable } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { noteEvidence, viewKey } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { Badge } from "../../../ui/badge.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { nameOf } from "../rows/use-rows.ts";
import { asViewer } from "./as-viewer.ts";
import styles from "./explain.module.css";
import { type Command, isWritable, type Typed, writeOf } from "./write-values.ts";

interface WriteViewProps {
	view: OpenedView;
	table: ViewTable;
}

/** An INSERT, UPDATE or DELETE as the tenant, tried and rolled back. */
export function WriteView({ view, table }: WriteViewProps) {
	const { data, error, refetch } = useQuery({
		queryKey: viewKey(view.view, "columns", table.schema, table.name),
		queryFn: async ({ signal }) => {
			const page = await client.views.browse({ view: view.view, table: nameOf(table), limit: 1 }, { signal });
			noteEvidence(view.view, page.evidence);
			return page.columns;
		},
		retry: false,
		staleTime: 60_000,
	});
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<section className={styles.content} tabIndex={0} aria-label={t("explorer.part.write")}>
			{error && <AppError error={error} onRetry={() => void refetch()} />}
			{data && <WriteForm view={view} table={table} columns={data} />}
		</section>
	);
}

function WriteForm({ view, table, columns }: WriteViewProps & { columns: readonly ViewColumn[] }) {
	const [command, setCommand] = useState<Command>("INSERT");
	const [chosen, setChosen] = useState<Typed>({});
	const [values, setValues] = useState<Typed>({});
	const [reason, setReason] = useState("");
	const [result, setResult] = useState<RehearsedWrite>();
	const [error, setError] = useState<unknown>();
	const [busy, setBusy] = useState(false);
	const key = columns.filter(({ key: place }) => place !== undefined);
	const choosing = key.length > 0 ? key : columns;
	const write = writeOf({ command, chosen, values, byKey: key.length > 0 });
	const ready = reason.trim().length >= 3 && isWritable(write);
	const tryIt = async () => {
		setBusy(true);
		setError(undefined);
		setResult(undefined);
		try {
			setResult(
				await client.rows.rehearseWrite({ ...asViewer(view), table: nameOf(table), write, reason: reason.trim() }),
			);
		} catch (caught) {
			setError(caught);
		} finally {
			setBusy(false);
		}
	};
	return (
		<>
			<form
				className={styles.form}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (ready && !busy) void tryIt();
				}}
			>
				<p className={styles.waiting}>{t("write.text", { name: view.tenant.name ?? view.tenant.id })}</p>
				<SegmentedControl
					size="xs"
					aria-label={t("write.command")}
					value={command}
					onChange={(value) => setCommand(value as Command)}
					data={["INSERT", "UPDATE", "DELETE"]}
				/>
				{command !== "INSERT" && (
					<section>
						<h3>{t(key.length > 0 ? "write.which.key" : "write.which")}</h3>
						<Fields id="which" columns={choosing} typed={chosen} onChange={setChosen} required={key.length > 0} />
					</section>
				)}
				{command !== "DELETE" && (
					<section>
						<h3>{t(command === "INSERT" ? "write.values" : "write.set")}</h3>
						<Fields id="values" columns={columns} typed={values} onChange={setValues} />
					</section>
				)}
				<Textarea
					label={t("look.reason")}
					required
					maxLength={2_000}
					value={reason}
					onChange={({ currentTarget }) => setReason(currentTarget.value)}
				/>
				<div>
					<Button type="submit" disabled={!ready} loading={busy}>
						{t("write.do")}
					</Button>
				</div>
			</form>
			{error !== undefined && <AppError error={error} connection={view.connection} />}
			{result && <Outcome result={result} />}
		</>
	);
}

interface FieldsProps {
	id: string;
	columns: readonly ViewColumn[];
	typed: Typed;
	onChange: (typed: Typed) => void;
	/** None of them can be NULL. */
	required?: boolean;
}

/** A column is left out until something is typed for it; NULL is ticked. */
function Fields({ id, columns, typed, onChange, required = false }: FieldsProps) {
	return (
		<div className={styles.fields}>
			{columns.map(({ name, type }, at) => {
				// A column may be called as what every object has.
				const value = Object.hasOwn(typed, name) ? typed[name] : undefined;
				const set = (next: string | null | undefined) => {
					const { [name]: _, ...others } = typed;
					onChange(next === undefined ? others : { ...others, [name]: next });
				};
				return [
					<label key={`l ${name}`} htmlFor={`${id}-${at}`}>
						<CodeText>{name}</CodeText>
						<small>
							<ServerText>{type}</ServerText>
						</small>
					</label>,
					<TextInput
						key={`v ${name}`}
						id={`${id}-${at}`}
						value={value ?? ""}
						disabled={value === null}
						placeholder={value === undefined ? t("write.left-out") : ""}
						onChange={({ currentTarget }) => set(currentTarget.value === "" ? undefined : currentTarget.value)}
					/>,
					<Checkbox
						key={`n ${name}`}
						size="xs"
						label="NULL"
						aria-label={t("write.null", { column: name })}
						disabled={required}
						checked={value === null}
						onChange={({ currentTarget }) => set(currentTarget.checked ? null : undefined)}
					/>,
				];
			})}
		</div>
	);
}

const outcomes = {
	done: { tone: "sealed", icon: IconCheck, name: "write.done" },
	"no-row": { tone: "calm", icon: IconCircleOff, name: "write.no-row" },
	refused: { tone: "look", icon: IconShieldX, name: "write.refused" },
	failed: { tone: "alarm", icon: IconAlertTriangle, name: "write.failed" },
} as const;

function Outcome({ result }: { result: RehearsedWrite }) {
	const { outcome, why, statement, rows, error, triggers, sequences, notes } = result;
	const { tone, icon, name } = outcomes[outcome];
	return (
		<section className={styles.outcome} data-tone={tone} aria-label={t("write.outcome")} aria-live="polite">
			<p className={styles.policyHead}>
				<Badge tone={tone} icon={icon}>
					{t(name)}
				</Badge>
				<span>{t("write.rows", { n: rows })}</span>
			</p>
			<p>
				<ServerText>{why}</ServerText>
			</p>
			<div className={styles.expression}>
				<CodeText>{statement}</CodeText>
			</div>
			{error && (
				<p>
					<ServerText>{[error.message, error.detail, error.hint].filter(Boolean).join(" · ")}</ServerText>{" "}
					<CodeText>{error.sqlstate}</CodeText>
				</p>
			)}
			{triggers.length > 0 && (
				<div>
					<h3>{t("write.triggers")}</h3>
					<ol className={styles.notes}>
						{triggers.map((trigger) => (
							<li key={JSON.stringify(trigger)}>
								<CodeText>{trigger.name}</CodeText> {trigger.timing} {trigger.level} ·{" "}
								<CodeText>{trigger.function}</CodeText>
								{trigger.definer && ` · ${t("write.definer")}`}
							</li>
						))}
					</ol>
				</div>
			)}
			{sequences.map(({ name: sequence, from, to }) => (
				<p key={sequence}>{t("write.sequence", { name: sequence, from: from ?? "–", to: to ?? "–" })}</p>
			))}
			{notes.length > 0 && (
				<ul className={styles.notes}>
					{notes.map((note) => (
						<li key={note}>
							<ServerText>{note}</ServerText>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
