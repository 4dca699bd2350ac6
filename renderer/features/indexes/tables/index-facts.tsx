import { Button } from "@mantine/core";
import { IconRulerMeasure, IconSquareRoundedX } from "@tabler/icons-react";
import type { ExactBloat, IndexDetail } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { SqlPart } from "../../../app/sql-part.tsx";
import { useCall } from "../../../app/use-call.ts";
import { formatNumber, t } from "../../../i18n/i18n.ts";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { WhatIfPart } from "../what-if/what-if-part.tsx";
import { IndexState } from "./index-columns.tsx";
import styles from "./table-view.module.css";

/** Everything about one index: its definition, whom it serves, its bloat, and what would be without it. */
export function IndexFacts({ connection, index }: { connection: string; index: IndexDetail }) {
	const { name, definition, serves, rowsRead, bloat, bloatUnknown } = index;
	return (
		<section className={styles.index} aria-label={name}>
			<div className={styles.part}>
				<p>
					<strong>
						<CodeText>{name}</CodeText>
					</strong>{" "}
					<IndexState {...index} />
				</p>
				<SqlPart label={t("table.definition")} copy={t("finding.fix.copy")} text={definition} />
				<Facts>
					{serves.length > 0 && (
						<Fact name={t("table.serves")}>
							<ServerText>{serves.join(", ")}</ServerText>
						</Fact>
					)}
					{rowsRead !== null && <Fact name={t("table.read")}>{formatNumber(rowsRead)}</Fact>}
					<Fact name={t("table.bloat")}>
						{bloat === null ? (
							<ServerText>{bloatUnknown ?? t("sizes.unknown")}</ServerText>
						) : (
							<>
								{formatBytes(bloat.bytes)}, {t("table.bloat.share", { share: { said: percent(bloat.share) } })}
								{bloat.confidence === "low" && ` (${t("table.bloat.low")})`}
							</>
						)}
					</Fact>
				</Facts>
			</div>
			<div className={styles.part}>
				<Exactly connection={connection} index={name} />
				<WhatIfPart
					connection={connection}
					means={t("whatif.drop.text")}
					label={t("whatif.drop")}
					size="whatif.bytes.freed"
					ask={(signal) => client.indexes.withoutIndex({ connection, index: name }, { signal })}
				/>
			</div>
		</section>
	);
}

const percent = (share: number): string => formatNumber(share, { style: "percent", maximumFractionDigits: 0 });

/** The estimate is free, the measure reads the whole index: only when somebody asks. */
function Exactly({ connection, index }: { connection: string; index: string }) {
	const { result, error, running, start, stop } = useCall<ExactBloat>();
	const measure = () => start((signal) => client.indexes.exact({ connection, index }, { signal }));
	return (
		<>
			<p className={styles.faint}>{t("exact.text")}</p>
			<div className={styles.buttons}>
				<Button variant="default" leftSection={<IconRulerMeasure size={15} />} loading={running} onClick={measure}>
					{t("exact.measure")}
				</Button>
				{running && (
					<Button variant="subtle" leftSection={<IconSquareRoundedX size={15} />} onClick={stop}>
						{t("action.cancel")}
					</Button>
				)}
			</div>
			{error !== undefined && <AppError error={error} connection={connection} onRetry={measure} />}
			{result && (
				<p role="status">
					{t("exact.found", {
						size: { said: formatBytes(result.bloatBytes) },
						share: { said: percent(result.share) },
						density: { said: percent(result.leafDensity / 100) },
						pages: result.emptyPages + result.deletedPages,
					})}
				</p>
			)}
		</>
	);
}
