import type { MigrationStatus } from "../../../main/contract/index.ts";
import { stateLooks } from "../../app/migration-state.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { Compartments } from "../../ui/compartments.tsx";
import { escapeHidden } from "../../ui/escape-text.ts";
import styles from "./overview-page.module.css";

/** More compartments than this are too narrow to read: the newest are shown. */
const SHOWN = 14;

/** The migrations as the hull's compartments: hatched until they are applied. */
export function Hull({ connection, migrations }: { connection: string; migrations: readonly MigrationStatus[] }) {
	if (migrations.length === 0) return <p className={styles.quiet}>{t("migrations.none.text")}</p>;
	const earlier = migrations.length - SHOWN;
	return (
		<section aria-label={t("overview.hull")}>
			<Compartments
				label={t("overview.hull")}
				onOpen={(id) => goTo(paths.migration(connection, id))}
				items={migrations.slice(-SHOWN).map(({ id, name, state }) => ({
					id,
					name: escapeHidden(name),
					state: t(stateLooks[state].name),
					tone: stateLooks[state].tone,
					icon: stateLooks[state].icon,
					open: state === "pending",
				}))}
			/>
			{earlier > 0 && (
				<p className={styles.quiet}>
					{t("overview.hull.earlier", { n: earlier })} ·{" "}
					<a href={`#${paths.migrations(connection)}`}>{t("overview.hull.all")}</a>
				</p>
			)}
		</section>
	);
}
