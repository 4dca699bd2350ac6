import { Button } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OpenedView, TableName, ZeroRows } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { viewKey } from "../../../app/looks/looks-actions.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { nameOf } from "../rows/use-rows.ts";
import { asViewer } from "./as-viewer.ts";
import styles from "./explain.module.css";

/** Why a tenant sees nothing in a table; asked for, as it counts rows as the connection's login. */
export function WhyZero({ view, table }: { view: OpenedView; table: TableName }) {
	const [asked, setAsked] = useState(false);
	const { data, error, refetch, isFetching } = useQuery({
		queryKey: viewKey(view.view, "why-zero", table),
		queryFn: ({ signal }) => client.rows.whyZero({ ...asViewer(view), table: nameOf(table) }, { signal }),
		enabled: asked,
		retry: false,
		staleTime: 30_000,
	});
	return (
		<section className={styles.zero} aria-label={t("zero.title")}>
			{!asked && (
				<Button leftSection={<IconHelpCircle size={15} />} onClick={() => setAsked(true)}>
					{t("zero.ask")}
				</Button>
			)}
			{asked && isFetching && !data && <p className={styles.waiting}>{t("explain.looking")}</p>}
			{error && <AppError error={error} connection={view.connection} onRetry={() => void refetch()} />}
			{data && <Causes zero={data} />}
		</section>
	);
}

function Causes({ zero: { causes, counts, administratorIsFiltered, viewer, settings } }: { zero: ZeroRows }) {
	return (
		<>
			<ol className={styles.causes}>
				{causes.map(({ cause, text, next, sql }) => (
					<li key={cause}>
						<strong>
							<ServerText>{text}</ServerText>
						</strong>
						<p>
							<ServerText>{next}</ServerText>
						</p>
						{sql !== undefined && (
							<span className={styles.sqlLine}>
								<CodeText>{sql}</CodeText>
								<CopyButton value={sql} label={t("explain.copy")} />
							</span>
						)}
					</li>
				))}
			</ol>
			<Facts>
				<Fact name={t("zero.tenant")}>{told(counts.tenant)}</Fact>
				<Fact name={t("zero.of-tenant")}>{told(counts.ofTenant)}</Fact>
				<Fact name={t(administratorIsFiltered ? "zero.login-held" : "zero.login")}>{told(counts.administrator)}</Fact>
				<Fact name={t("explain.role")}>
					<CodeText>{viewer.role}</CodeText>
				</Fact>
				{settings.map(({ name, value }) => (
					<Fact key={name} name={t("explain.setting", { name })}>
						{value === null ? t("explain.setting.none") : <CodeText>{value}</CodeText>}
					</Fact>
				))}
			</Facts>
		</>
	);
}

function told(counted: ZeroRows["counts"]["tenant"]): string {
	if (counted === null) return t("zero.uncounted");
	return counted.more ? t("rows.counted.more", { n: counted.rows }) : formatNumber(counted.rows);
}
