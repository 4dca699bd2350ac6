import { IconUsers } from "@tabler/icons-react";
import type { LockHolder } from "../../../main/contract/index.ts";
import { describeHolder } from "../../app/present-error.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./migrations-page.module.css";

/** Another Bulkhead, or another tool with the same lock, works on this database right now. */
export function RunnerBanner({ runner }: { runner: LockHolder }) {
	return (
		<div className={styles.banner} role="status">
			<IconUsers size={18} aria-hidden />
			<div>
				<strong>{t("runner.title")}</strong>
				<p>
					<ServerText>{t("runner.text", { holder: describeHolder(runner) })}</ServerText>
				</p>
			</div>
		</div>
	);
}
