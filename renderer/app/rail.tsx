import type { Icon } from "@tabler/icons-react";
import {
	IconActivity,
	IconBinaryTree,
	IconBuildingCommunity,
	IconDatabase,
	IconEye,
	IconKeyboard,
	IconLayoutDashboard,
	IconListSearch,
	IconShieldHalf,
	IconStack2,
	IconStack3,
	IconStethoscope,
} from "@tabler/icons-react";
import { t } from "../i18n/i18n.ts";
import { AppearanceMenu } from "./appearance-menu.tsx";
import { openShortcuts } from "./palette-store.ts";
import { paths } from "./paths.ts";
import styles from "./rail.module.css";
import { usePlace } from "./route.ts";

/** The left rail: screens of the open connection, and the way back to all connections. */
export function Rail() {
	const { connection, screen } = usePlace();
	return (
		<div className={styles.rail}>
			<nav className={styles.nav} aria-label={t("rail.label")}>
				<RailLink
					icon={IconDatabase}
					to={paths.start}
					current={connection === undefined && screen === undefined}
					text={t("rail.start")}
				/>
				<RailLink icon={IconStack3} to={paths.fleet} current={screen === "fleet"} text={t("rail.fleet")} />
				{connection !== undefined && (
					<>
						<span className={styles.bulkhead} aria-hidden />
						<RailLink
							icon={IconLayoutDashboard}
							to={paths.overview(connection)}
							current={screen === "overview"}
							text={t("rail.overview")}
						/>
						<RailLink
							icon={IconStack2}
							to={paths.migrations(connection)}
							current={screen === "migrations"}
							text={t("rail.migrations")}
						/>
						<RailLink
							icon={IconBuildingCommunity}
							to={paths.tenants(connection)}
							current={screen === "tenants"}
							text={t("rail.tenants")}
						/>
						<RailLink
							icon={IconEye}
							to={paths.explorer(connection)}
							current={screen === "explorer"}
							text={t("rail.explorer")}
						/>
						<RailLink
							icon={IconActivity}
							to={paths.activity(connection)}
							current={screen === "activity"}
							text={t("rail.activity")}
						/>
						<RailLink
							icon={IconStethoscope}
							to={paths.isolation(connection)}
							current={screen === "isolation"}
							text={t("rail.isolation")}
						/>
						<RailLink
							icon={IconBinaryTree}
							to={paths.indexes(connection)}
							current={screen === "indexes"}
							text={t("rail.indexes")}
						/>
						<RailLink
							icon={IconShieldHalf}
							to={paths.tenancy(connection)}
							current={screen === "tenancy"}
							text={t("rail.tenancy")}
						/>
					</>
				)}
				<RailLink
					icon={IconListSearch}
					to={paths.audit(connection)}
					current={screen === "audit"}
					text={t("rail.audit")}
				/>
			</nav>
			<div className={styles.foot}>
				<AppearanceMenu className={styles.item} />
				<button type="button" className={styles.item} onClick={openShortcuts}>
					<IconKeyboard size={20} stroke={1.6} aria-hidden />
					<span>{t("rail.shortcuts")}</span>
				</button>
			</div>
		</div>
	);
}

interface RailLinkProps {
	icon: Icon;
	to: string;
	current: boolean;
	text: string;
}

function RailLink({ icon: Sign, to, current, text }: RailLinkProps) {
	return (
		<a className={styles.item} href={`#${to}`} aria-current={current ? "page" : undefined}>
			<Sign size={20} stroke={1.6} aria-hidden />
			<span>{text}</span>
		</a>
	);
}
