import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "../i18n/i18n.ts";

const HelpDrawer = lazy(async () => ({ default: (await import("./help/help-drawer.tsx")).HelpDrawer }));

/** Pages of docs/ that screens lead to. */
export type HelpPage =
	| "README"
	| "activity"
	| "audit"
	| "connections"
	| "first-migration"
	| "fleet"
	| "index-health"
	| "isolation-doctor"
	| "isolation-scan"
	| "tenancy"
	| "tenants"
	| "troubleshooting"
	| "view-as-tenant";

/** Beside a screen's heading: opens its page of the documentation, which comes with the app. */
export function HelpLink({ page }: { page: HelpPage }) {
	const [opened, setOpened] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const close = () => {
		setOpened(false);
		button.current?.focus();
	};
	return (
		<>
			<Tooltip label={t("help.open")}>
				<ActionIcon ref={button} size={22} aria-label={t("help.open")} onClick={() => setOpened(true)}>
					<IconHelpCircle size={16} />
				</ActionIcon>
			</Tooltip>
			{opened && (
				<Suspense>
					<HelpDrawer page={page} onClose={close} />
				</Suspense>
			)}
		</>
	);
}
