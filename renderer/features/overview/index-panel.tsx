import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { scoreTone } from "../../app/index-score.ts";
import { goTo, paths } from "../../app/paths.ts";
import { queryKeys } from "../../app/query-client.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { Panel } from "../../ui/panel.tsx";
import styles from "./overview-page.module.css";

const severities = ["ERROR", "WARN", "INFO"] as const;

/** The score of the last look at the indexes, from this machine's history: the overview itself asks the server nothing about it. */
export function IndexPanel({ connection }: { connection: string }) {
	const { data } = useQuery({
		queryKey: queryKeys.indexMoments(connection),
		queryFn: ({ signal }) => client.indexes.history({ connection }, { signal }),
		retry: false,
	});
	if (!data) return null;
	const last = data[0];
	const found = severities.filter((severity) => (last?.findings[severity] ?? 0) > 0);
	return (
		<Panel title={t("overview.indexes")} aside={last && <Moment at={new Date(last.at)} />}>
			<div className={styles.run} data-tone={last ? scoreTone(last) : "calm"}>
				{last && (
					<strong className={styles.score}>{last.score === null ? t("score.none") : formatNumber(last.score)}</strong>
				)}
				<span className={styles.lookText}>
					{!last && t("overview.indexes.none")}
					{last && found.length === 0 && t("overview.indexes.fine")}
					{last && found.map((severity) => t(`indexes.count.${severity}`, { n: last.findings[severity] })).join(" · ")}
				</span>
				<Button
					variant="default"
					size="compact-sm"
					rightSection={<IconArrowRight size={14} className={styles.onward} />}
					onClick={() => goTo(paths.indexes(connection))}
				>
					{t(last ? "overview.indexes.see" : "overview.indexes.look")}
				</Button>
			</div>
		</Panel>
	);
}
