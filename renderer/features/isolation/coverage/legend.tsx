import { t } from "../../../i18n/i18n.ts";
import styles from "./coverage.module.css";
import type { CellState } from "./table-state.ts";

const samples: { state: CellState; sign: string }[] = [
	{ state: "foreign", sign: "▲ 9" },
	{ state: "own", sign: "12" },
	{ state: "nothing", sign: "0" },
	{ state: "missed", sign: "?" },
	{ state: "no-access", sign: "–" },
];

/** Each state has a sign of its own beside its colour. */
export function Legend({ tenants, of }: { tenants: number; of: number }) {
	return (
		<div className={styles.legend}>
			<ul aria-label={t("coverage.legend")}>
				{samples.map(({ state, sign }) => (
					<li key={state}>
						<span className={styles.sample} data-state={state} aria-hidden>
							{sign}
						</span>
						{t(`coverage.cell.${state}`)}
					</li>
				))}
			</ul>
			{tenants < of && <span>{t("coverage.matrix.part", { n: tenants, of })}</span>}
		</div>
	);
}
