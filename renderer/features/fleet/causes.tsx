import { IconAlertTriangle } from "@tabler/icons-react";
import { toErrorValue } from "../../app/error-value.ts";
import { presentError } from "../../app/present-error.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./fleet.module.css";
import { type Failed, groupErrors } from "./group-errors.ts";

/** Names that are told of a cause. */
const NAMED = 12;

/** Failures, one a cause, with whom it befell and what to do. */
export function Causes({ failed }: { failed: readonly Failed[] }) {
	const causes = groupErrors(failed);
	if (causes.length === 0) return null;
	return (
		<ul className={styles.causes} aria-label={t("fleet.causes")}>
			{causes.map(({ key, error, targets }) => {
				const { title, message, next } = presentError(error ?? toErrorValue(error));
				const names = targets.slice(0, NAMED).map(({ name }) => name);
				const more = targets.length - names.length;
				return (
					<li key={key}>
						<IconAlertTriangle size={16} aria-hidden />
						<div>
							<p>
								<strong>{t("fleet.cause", { n: targets.length, title })}</strong> <ServerText>{message}</ServerText>
							</p>
							<p className={styles.faint}>
								<ServerText>{names.join(", ")}</ServerText>
								{more > 0 && ` ${t("fleet.cause.more", { n: more })}`}
							</p>
							{next && <p className={styles.next}>{next}</p>}
						</div>
					</li>
				);
			})}
		</ul>
	);
}
