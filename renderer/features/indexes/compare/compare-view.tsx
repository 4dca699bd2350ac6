import { Select, Skeleton } from "@mantine/core";
import { IconEqual, IconHistory } from "@tabler/icons-react";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { IndexDifference, IndexMoment } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { queryKeys } from "../../../app/query-client.ts";
import { t } from "../../../i18n/i18n.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterRow } from "../../../ui/filter-row.tsx";
import { formatAbsolute } from "../../../ui/format-time.ts";
import { Trouble } from "../../../ui/page.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { TrendLine } from "../trend-line.tsx";
import { useMoments } from "../use-health.ts";
import styles from "./compare.module.css";
import { DifferencePart } from "./difference-part.tsx";

/** Looks that the line over time is made of. */
const LOOKS = 60;

/** Two moments, before and after a migration as a rule: what came, what went. */
export function CompareView({ connection }: { connection: string }) {
	const { data, error, refetch } = useMoments(connection);
	return (
		<>
			<PageHeader title={t("indexes.compare")} help="index-health" summary={t("compare.summary")}>
				{data && data.length > 1 && <TrendLine moments={data.slice(0, LOOKS)} />}
			</PageHeader>
			{error && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={() => void refetch()} />
				</Trouble>
			)}
			{data && data.length < 2 && (
				<EmptyState icon={IconHistory} title={t("compare.none")}>
					{t("compare.none.text")}
				</EmptyState>
			)}
			{data && data.length > 1 && <Chosen connection={connection} moments={data} />}
		</>
	);
}

function Chosen({ connection, moments }: { connection: string; moments: readonly IndexMoment[] }) {
	const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
	const to = moments.find(({ id }) => id === chosen.to) ?? moments[0];
	const from = moments.find(({ id }) => id === chosen.from) ?? moments[1];
	const { data, error, refetch } = useQuery({
		queryKey: [...queryKeys.indexMoments(connection), from?.id, to?.id],
		queryFn:
			from && to
				? ({ signal }) => client.indexes.difference({ connection, from: from.id, to: to.id }, { signal })
				: skipToken,
		retry: false,
	});
	const options = moments.map((moment) => ({ value: moment.id, label: momentWords(moment) }));
	return (
		<>
			<FilterRow>
				<MomentSelect
					name={t("compare.from")}
					{...{ options }}
					value={from?.id}
					onChange={(id) => setChosen({ ...chosen, from: id })}
				/>
				<MomentSelect
					name={t("compare.to")}
					{...{ options }}
					value={to?.id}
					onChange={(id) => setChosen({ ...chosen, to: id })}
				/>
			</FilterRow>
			{error && (
				<Trouble>
					<AppError error={error} connection={connection} onRetry={() => void refetch()} />
				</Trouble>
			)}
			{!data && !error && <Skeleton height={140} m={20} aria-label={t("compare.reading")} />}
			{data &&
				(isSame(data) ? <Same difference={data} /> : <DifferencePart connection={connection} difference={data} />)}
		</>
	);
}

function momentWords({ at, because }: IndexMoment): string {
	const reason = because === "look" ? t("compare.because.look") : because;
	return t("compare.moment", { at: { said: formatAbsolute(new Date(at)) }, because: reason });
}

function isSame({ appeared, gone, added, dropped, changed }: IndexDifference): boolean {
	return [appeared, gone, added, dropped, changed].every((list) => list.length === 0);
}

function Same({ difference: { from, to } }: { difference: IndexDifference }) {
	return (
		<EmptyState icon={IconEqual} title={t("compare.same")}>
			{momentWords(from)}
			<br />
			{momentWords(to)}
		</EmptyState>
	);
}

interface MomentSelectProps {
	name: string;
	options: { value: string; label: string }[];
	value: string | undefined;
	onChange: (id: string) => void;
}

function MomentSelect({ name, options, value, onChange }: MomentSelectProps) {
	return (
		<Select
			className={styles.moment}
			label={name}
			data={options}
			value={value ?? null}
			onChange={(id) => id !== null && onChange(id)}
			allowDeselect={false}
			limit={200}
			searchable
		/>
	);
}
