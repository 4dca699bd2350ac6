import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconClockPlus, IconDoorExit, IconEye, IconFileCertificate } from "@tabler/icons-react";
import type { OpenedView } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { useNow } from "../../ui/use-now.ts";
import { countdown } from "./countdown.ts";
import { levelLooks } from "./level-looks.ts";
import { bringToFront, closeView, openLookDialog } from "./looks-actions.ts";
import { useFrontView } from "./looks-store.ts";
import styles from "./tenant-chip.module.css";
import { tenantColour } from "./tenant-colour.ts";

/** From then on the clock says that it is nearly over, in milliseconds. */
const SOON = 120_000;

/** In the context bar while a view is open: through whose eyes, how it is held, how long still. */
export function TenantChip({ connection }: { connection: string }) {
	const view = useFrontView(connection);
	return view ? <Chip view={view} /> : null;
}

function Chip({ view }: { view: OpenedView }) {
	const { tenant, level, endsAt } = view;
	const now = useNow(1_000);
	const { icon: Sign, name } = levelLooks[level];
	return (
		<Menu position="bottom-start" width={250}>
			<Menu.Target>
				<UnstyledButton
					className={styles.chip}
					style={{ "--tenant": tenantColour(tenant.id) } as React.CSSProperties}
					title={t("look.chip.title", { level: t(name) })}
				>
					<Sign size={14} aria-hidden />
					<span className={styles.as}>{t("look.as")}</span>
					<strong>
						<ServerText>{tenant.name ?? tenant.slug ?? tenant.id}</ServerText>
					</strong>
					<span
						className={styles.clock}
						role="timer"
						data-figures
						data-soon={endsAt.getTime() - now < SOON || undefined}
						aria-label={t("look.left", { time: countdown(endsAt, now) })}
					>
						{countdown(endsAt, now)}
					</span>
					<IconChevronDown size={13} aria-hidden />
				</UnstyledButton>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Item leftSection={<IconEye size={15} />} onClick={() => bringToFront(view)}>
					{t("look.show")}
				</Menu.Item>
				<Menu.Item
					leftSection={<IconFileCertificate size={15} />}
					onClick={() => openLookDialog({ kind: "evidence", view: view.view })}
				>
					{t("look.evidence")}
				</Menu.Item>
				<Menu.Item
					leftSection={<IconClockPlus size={15} />}
					onClick={() => openLookDialog({ kind: "extend", view: view.view })}
				>
					{t("look.extend")}
				</Menu.Item>
				<Menu.Divider />
				<Menu.Item leftSection={<IconDoorExit size={15} />} onClick={() => void closeView(view)}>
					{t("look.close")}
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
