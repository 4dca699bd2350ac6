import type { Interruption } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { ServerText } from "../../ui/server-text.tsx";

/** How far a file of several segments got, and what stopped it. */
export function InterruptionFacts({
	interruption: { done, of, line, since, error, stillRunning },
}: {
	interruption: Interruption;
}) {
	return (
		<Facts>
			<Fact name={t("interruption.done")}>{t("interruption.segments", { done, of })}</Fact>
			<Fact name={t("interruption.line")}>{t("run.line", { line })}</Fact>
			<Fact name={t("interruption.since")}>
				<Moment at={since} />
			</Fact>
			{error !== undefined && (
				<Fact name={t("interruption.error")}>
					<ServerText>{error}</ServerText>
				</Fact>
			)}
			{stillRunning !== undefined && (
				<Fact name={t("interruption.running")}>{t("interruption.pid", { pid: String(stillRunning) })}</Fact>
			)}
		</Facts>
	);
}
