import { IconLock, IconLockPause } from "@tabler/icons-react";
import type { HeldLock, InspectedSession } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./activity.module.css";

/** Those it waits for first. */
export function SessionLocks({ found: { locks, lockCount } }: { found: InspectedSession }) {
	if (locks.length === 0) return <p className={styles.note}>{t("activity.locks.none")}</p>;
	return (
		<>
			<table className={styles.locks}>
				<caption>{t("activity.locks", { n: lockCount })}</caption>
				<tbody>
					{locks.map((lock) => (
						<Row key={`${lock.type} ${lock.object} ${lock.mode} ${lock.granted}`} lock={lock} />
					))}
				</tbody>
			</table>
			{lockCount > locks.length && (
				<p className={styles.note}>{t("activity.locks.more", { n: lockCount - locks.length })}</p>
			)}
		</>
	);
}

function Row({ lock: { object, mode, granted } }: { lock: HeldLock }) {
	const Sign = granted ? IconLock : IconLockPause;
	return (
		<tr data-waits={granted ? undefined : true}>
			<td>
				<Sign size={14} aria-hidden /> {t(granted ? "activity.lock.held" : "activity.lock.wanted")}
			</td>
			<td>
				<ServerText>{object}</ServerText>
			</td>
			<td>
				<CodeText>{mode}</CodeText>
			</td>
		</tr>
	);
}
