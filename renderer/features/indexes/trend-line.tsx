import type { IndexMoment } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { formatAbsolute } from "../../ui/format-time.ts";
import styles from "./indexes.module.css";
import { trendPoints } from "./trend-points.ts";

/** Units of the drawing. */
const SIZE = { width: 200, height: 40 };

/** The score of earlier looks, the newest at the end; what it comes to is told in words as well. */
export function TrendLine({ moments }: { moments: readonly IndexMoment[] }) {
	const points = trendPoints(moments, SIZE);
	const [first, last] = [points[0], points.at(-1)];
	if (!first || !last || points.length < 2) return <p className={styles.noTrend}>{t("trend.none")}</p>;
	const label = t("trend.label", {
		n: points.length,
		first: { said: formatNumber(first.score) },
		last: { said: formatNumber(last.score) },
	});
	return (
		<svg className={styles.trend} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={label}>
			<polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
			{points.map(({ x, y, score, at }) => (
				<circle key={at} cx={x} cy={y} r={2.5}>
					<title>{`${formatAbsolute(new Date(at))}: ${formatNumber(score)}`}</title>
				</circle>
			))}
		</svg>
	);
}
