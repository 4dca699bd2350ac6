import { IconAlertTriangle } from "@tabler/icons-react";
import type { ForeseenView } from "../../../main/contract/index.ts";
import { levelLooks } from "../../app/looks/level-looks.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

/** What keeps a view inside, why it is that, and what leads higher: shown before anything is opened. */
export function LevelCard({
	level,
	why,
	waysUp,
	tables,
	masked,
}: Omit<ForeseenView, "tenant" | "leftOut" | "freeSql">) {
	const { tone, icon, name, means } = levelLooks[level];
	return (
		<section className={styles.level} data-tone={tone} aria-label={t("look.level")}>
			<div className={styles.levelHead}>
				<Badge tone={tone} icon={icon}>
					{t(name)}
				</Badge>
				<small>
					{t("look.level.tables", { n: tables })}
					{masked > 0 && ` · ${t("look.level.masked", { n: masked })}`}
				</small>
			</div>
			<p>{t(means)}</p>
			<Reasons title={t("look.level.why")} items={why} />
			<Reasons title={t("look.level.up")} items={waysUp} />
		</section>
	);
}

export function Reasons({ title, items }: { title: string; items: readonly string[] }) {
	if (items.length === 0) return null;
	return (
		<div>
			<h3 className={styles.subhead}>{title}</h3>
			<ul>
				{items.map((item) => (
					<li key={item}>
						<ServerText>{item}</ServerText>
					</li>
				))}
			</ul>
		</div>
	);
}

/** A tenant that the application itself would not let in any more can still be looked through. */
export function StatusNote({ status }: { status: string | undefined }) {
	if (status === undefined || status === "" || status.toLowerCase() === "active") return null;
	return (
		<p className={styles.suspended}>
			<IconAlertTriangle size={15} aria-hidden />
			{t("look.status", { status })}
		</p>
	);
}
