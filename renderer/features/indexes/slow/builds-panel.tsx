import { Progress } from "@mantine/core";
import type { IndexBuild } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import styles from "./slow.module.css";
import { useBuilds } from "./use-slow.ts";

/** Indexes that are being built now, how far each is and whom it waits for. */
export function BuildsPanel({ connection }: { connection: string }) {
	const { data, error, refetch } = useBuilds(connection);
	return (
		<Panel title={t("slow.builds")}>
			{error !== null && <AppError error={error} connection={connection} onRetry={() => void refetch()} />}
			{data?.length === 0 && <p className={styles.faint}>{t("slow.builds.none")}</p>}
			<ul className={styles.list}>
				{data?.map((build) => (
					<Build key={build.pid} build={build} />
				))}
			</ul>
		</Panel>
	);
}

function Build({ build: { pid, table, index, command, phase, progress, waitsFor, since } }: { build: IndexBuild }) {
	const name = index ?? t("slow.builds.unnamed");
	return (
		<li>
			<span className={styles.build}>
				<span>
					<CodeText>{name}</CodeText> · <CodeText>{table}</CodeText>
				</span>
				<Progress size="sm" value={100 * (progress ?? 0)} aria-label={t("slow.builds.progress", { index: name })} />
				<span className={styles.faint}>
					<ServerText>{`${command} · ${phase} · pid ${pid}`}</ServerText>
					{waitsFor.length > 0 && ` · ${t("slow.builds.waits", { pids: { said: waitsFor.join(", ") } })}`}
					{since !== null && (
						<>
							{" · "}
							{t("slow.builds.since")} <Moment at={new Date(since)} />
						</>
					)}
				</span>
			</span>
			<span data-figures>
				{progress === null ? "" : formatNumber(progress, { style: "percent", maximumFractionDigits: 0 })}
			</span>
		</li>
	);
}
