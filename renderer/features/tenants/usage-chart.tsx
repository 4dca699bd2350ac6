import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { TenantUsage } from "../../../main/contract/index.ts";
import { formatDay } from "../../i18n/format.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import styles from "./tenants.module.css";

/** Units of the drawing, which is stretched to its place. */
const HEIGHT = 64;
const STEP = 10;
const BAR = 7;

const short = (value: number): string => formatNumber(value, { maximumFractionDigits: 2 });

const written = (day: string | undefined): string => (day === undefined ? "" : formatDay(day));

/** A bar for each day; what they come to is told in words. */
export function UsageChart({ usage: { days, measures } }: { usage: TenantUsage }) {
	const [measure, setMeasure] = useState(-1);
	const values = days.map(({ events, totals }) => (measure < 0 ? events : (totals[measure] ?? 0)));
	const most = Math.max(...values, 0);
	const total = values.reduce((sum, value) => sum + value, 0);
	const named = measure < 0 ? t("tenant.usage.events") : (measures[measure] ?? "");
	const [from, to, peak] = [0, -1, values.indexOf(most)].map((at) => written(days.at(at)?.day));
	return (
		<section className={styles.part}>
			<div className={styles.partHead}>
				<h3>
					{t("tenant.usage")} <small>{t("tenant.usage.days", { n: days.length })}</small>
				</h3>
				<NativeSelect
					size="xs"
					aria-label={t("tenant.usage.measure")}
					value={String(measure)}
					onChange={({ currentTarget }) => setMeasure(Number(currentTarget.value))}
					data={[
						{ value: "-1", label: t("tenant.usage.events") },
						...measures.map((label, at) => ({ value: String(at), label })),
					]}
				/>
			</div>
			{most === 0 ? (
				<p className={styles.faint}>{t("tenant.usage.none")}</p>
			) : (
				<>
					<svg
						className={styles.chart}
						viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
						preserveAspectRatio="none"
						role="img"
						aria-label={t("tenant.usage.chart", {
							measure: named,
							from: from ?? "",
							to: to ?? "",
							total: short(total),
							day: peak ?? "",
							most: short(most),
						})}
					>
						{days.map(({ day }, at) => {
							const value = values[at] ?? 0;
							const height = value === 0 ? 0 : Math.max(1.5, (value / most) * (HEIGHT - 2));
							return (
								<rect key={day} x={at * STEP + (STEP - BAR) / 2} y={HEIGHT - height} width={BAR} height={height}>
									<title>{`${written(day)}: ${short(value)}`}</title>
								</rect>
							);
						})}
					</svg>
					{/* Time runs to the right, as in the drawing. */}
					<p className={styles.axis} dir="ltr">
						<span>{from}</span>
						<span dir="auto">{t("tenant.usage.total", { total: short(total) })}</span>
						<span>{to}</span>
					</p>
				</>
			)}
		</section>
	);
}
