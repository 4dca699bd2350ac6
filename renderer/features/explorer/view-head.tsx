import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconClockPlus, IconDoorExit, IconFileCertificate, IconPlus, IconShield } from "@tabler/icons-react";
import type { OpenedView } from "../../../main/contract/index.ts";
import { levelLooks } from "../../app/looks/level-looks.ts";
import { bringToFront, closeView, openLookDialog } from "../../app/looks/looks-actions.ts";
import { useLooks } from "../../app/looks/looks-store.ts";
import { tenantColour } from "../../app/looks/tenant-colour.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./explorer.module.css";
import { StatusNote } from "./level-card.tsx";

/** Whose eyes, held how, why; and the other views that are open. */
export function ViewHead({ view }: { view: OpenedView }) {
	const { connection, tenant, level, reason, ticket } = view;
	const { tone, icon, name, means } = levelLooks[level];
	return (
		<header className={styles.head}>
			<ViewTabs view={view} />
			<div className={styles.headLine}>
				<h1 className={styles.title}>
					<span>{t("explorer.as")}</span> <ServerText>{tenant.name ?? tenant.slug ?? tenant.id}</ServerText>
				</h1>
				<Badge tone={tone} icon={icon} title={t(means)}>
					{t(name)}
				</Badge>
				<StatusNote status={tenant.status} />
				<p className={styles.reason} title={t("evidence.reason")}>
					{ticket !== undefined && (
						<strong>
							<ServerText>{ticket}</ServerText>
						</strong>
					)}
					<ServerText>{reason}</ServerText>
				</p>
				<span className={styles.headActions}>
					<Button
						variant="default"
						leftSection={<IconFileCertificate size={15} />}
						onClick={() => openLookDialog({ kind: "evidence", view: view.view })}
					>
						{t("look.evidence")}
					</Button>
					<IconAction label={t("look.barrier")} onClick={() => openLookDialog({ kind: "barrier", connection })}>
						<IconShield size={16} />
					</IconAction>
					<IconAction label={t("look.extend")} onClick={() => openLookDialog({ kind: "extend", view: view.view })}>
						<IconClockPlus size={16} />
					</IconAction>
					<IconAction label={t("look.close")} onClick={() => void closeView(view)}>
						<IconDoorExit size={16} />
					</IconAction>
				</span>
			</div>
		</header>
	);
}

function IconAction({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
	return (
		<Tooltip label={label}>
			<ActionIcon aria-label={label} onClick={onClick}>
				{children}
			</ActionIcon>
		</Tooltip>
	);
}

/** One a view of this connection, each in its tenant's colour and with its name. */
function ViewTabs({ view }: { view: OpenedView }) {
	const views = useLooks((looks) => looks.views);
	const own = views.filter(({ connection }) => connection === view.connection);
	return (
		<nav className={styles.tabs} aria-label={t("explorer.views")}>
			{own.map((each) => (
				<button
					key={each.view}
					type="button"
					className={styles.tab}
					aria-current={each.view === view.view ? "page" : undefined}
					style={{ "--tenant": tenantColour(each.tenant.id) } as React.CSSProperties}
					onClick={() => bringToFront(each)}
				>
					<span className={styles.swatch} aria-hidden />
					<ServerText>{each.tenant.name ?? each.tenant.slug ?? each.tenant.id}</ServerText>
				</button>
			))}
			<IconAction label={t("look.open")} onClick={() => openLookDialog({ kind: "open", connection: view.connection })}>
				<IconPlus size={15} />
			</IconAction>
		</nav>
	);
}
