import { AppError } from "../../app/app-error.tsx";
import { useHistory } from "../../app/connection-queries.ts";
import { LedgerEventBadge } from "../../app/ledger-event.tsx";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Moment } from "../../ui/moment.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./overview-page.module.css";

const SHOWN = 8;

/** The newest entries of the ledger. */
export function ActivityPanel({ connection }: { connection: string }) {
	const { data: events, error, refetch } = useHistory(connection, SHOWN);
	return (
		<Panel
			title={t("overview.activity")}
			flush
			aside={
				events && events.length > 0 ? (
					<a href={`#${paths.history(connection)}`}>{t("overview.activity.all")}</a>
				) : undefined
			}
		>
			{error && <AppError error={error} connection={connection} onRetry={() => void refetch()} />}
			{events?.length === 0 && <p className={styles.quietIn}>{t("overview.activity.none")}</p>}
			{events && events.length > 0 && (
				<ul className={styles.events}>
					{events.map((event) => (
						<li key={event.id}>
							<LedgerEventBadge event={event.event} />
							<a className={styles.eventName} href={`#${paths.migration(connection, event.migration)}`}>
								<CodeText>{event.migration}</CodeText> <ServerText>{event.name}</ServerText>
							</a>
							<span className={styles.eventBy}>
								<ServerText>{event.by}</ServerText>
							</span>
							<Moment at={event.at} />
						</li>
					))}
				</ul>
			)}
		</Panel>
	);
}
