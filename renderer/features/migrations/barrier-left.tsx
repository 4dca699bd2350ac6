import { IconShieldOff } from "@tabler/icons-react";
import type { BarrierLeft } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import styles from "./rollback.module.css";

/** Tables that leave the barrier with a run, and what takes them from behind it. `done`: they have left. */
export function BarrierLeftPart({ left, done = false }: { left: readonly BarrierLeft[] | undefined; done?: boolean }) {
	if (!left || left.length === 0) return null;
	const title = t(done ? "barrier-left.done" : "barrier-left.ahead");
	return (
		<section className={styles.left} aria-label={title}>
			<h3>
				<IconShieldOff size={17} aria-hidden />
				{title}
			</h3>
			<p>{t("barrier-left.text")}</p>
			<ul>
				{left.map(({ table, why }) => (
					<li key={table}>
						<CodeText>{table}</CodeText> {t(`barrier-left.${why}`)}
					</li>
				))}
			</ul>
		</section>
	);
}
