import { type CSSProperties, lazy, Suspense, useCallback } from "react";
import type { TenantRow } from "../../main/contract/index.ts";
import { ConnectionDrawer } from "../features/connections/connection-drawer.tsx";
import { DropFile } from "../features/start/drop-file.tsx";
import { ImportDialog } from "../features/start/import-dialog.tsx";
import { StartPage } from "../features/start/start-page.tsx";
import { t } from "../i18n/i18n.ts";
import { ContextBar } from "./context-bar.tsx";
import { useLooks } from "./looks/looks-store.ts";
import { useOpenLooks } from "./looks/use-looks.ts";
import { useWornColour } from "./looks/use-worn-colour.ts";
import { ViewAsButton } from "./looks/view-as-button.tsx";
import { CommandPalette } from "./palette.tsx";
import { PipeBanner, useAttachOnOpen } from "./pipe-state.tsx";
import { Rail } from "./rail.tsx";
import { usePlace } from "./route.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import styles from "./shell.module.css";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { StatusBar } from "./status-bar.tsx";
import { StoreBanner } from "./store-banner.tsx";
import { UnlockDialog } from "./unlock-dialog.tsx";
import { useAskForPassword } from "./use-ask-for-password.ts";
import { useGeneralCommands } from "./use-general-commands.ts";
import { useKeys } from "./use-keys.ts";
import { useWindowTitle } from "./use-window-title.ts";

const OverviewPage = lazy(async () => ({
	default: (await import("../features/overview/overview-page.tsx")).OverviewPage,
}));
const ActivityPage = lazy(async () => ({
	default: (await import("../features/activity/activity-page.tsx")).ActivityPage,
}));
const AuditPage = lazy(async () => ({
	default: (await import("../features/audit/audit-page.tsx")).AuditPage,
}));
const FleetPage = lazy(async () => ({
	default: (await import("../features/fleet/fleet-page.tsx")).FleetPage,
}));
const TenantsPage = lazy(async () => ({
	default: (await import("../features/tenants/tenants-page.tsx")).TenantsPage,
}));
const TenancyPage = lazy(async () => ({
	default: (await import("../features/tenancy/tenancy-page.tsx")).TenancyPage,
}));
const ExplorerPage = lazy(async () => ({
	default: (await import("../features/explorer/explorer-page.tsx")).ExplorerPage,
}));
const LookDialogs = lazy(async () => ({
	default: (await import("../features/explorer/look-dialogs.tsx")).LookDialogs,
}));
const IsolationPage = lazy(async () => ({
	default: (await import("../features/isolation/isolation-page.tsx")).IsolationPage,
}));
const IndexesPage = lazy(async () => ({
	default: (await import("../features/indexes/indexes-page.tsx")).IndexesPage,
}));
const MigrationsPage = lazy(async () => ({
	default: (await import("../features/migrations/migrations-page.tsx")).MigrationsPage,
}));

/** The hull: context above, rail at the side, status below, and the deck with the screen in the middle. */
export function Shell() {
	useKeys();
	useAttachOnOpen();
	useGeneralCommands();
	useWindowTitle();
	useAskForPassword();
	useOpenLooks();
	const worn = useWornColour();
	const asked = useLooks((looks) => looks.dialog !== undefined);
	return (
		<div
			className={styles.shell}
			data-tenant={worn === undefined ? undefined : true}
			style={worn === undefined ? undefined : ({ "--tenant": worn } as CSSProperties)}
		>
			<button type="button" className={styles.skip} onClick={focusDeck}>
				{t("shell.skip")}
			</button>
			<ContextBar />
			<Rail />
			<main id="deck" className={styles.deck} tabIndex={-1}>
				<PipeBanner />
				<StoreBanner />
				<div className={styles.screen}>
					<Suspense>
						<Screen />
					</Suspense>
				</div>
			</main>
			<StatusBar />
			<CommandPalette />
			<ShortcutsDialog />
			<UnlockDialog />
			<ConnectionDrawer />
			<ImportDialog />
			<DropFile />
			<Suspense>{asked && <LookDialogs />}</Suspense>
		</div>
	);
}

function Screen() {
	const { connection, screen } = usePlace();
	if (screen === "audit") {
		return (
			<ScreenBoundary key={`${connection} audit`}>
				<AuditPage connection={connection} />
			</ScreenBoundary>
		);
	}
	if (screen === "fleet") {
		return (
			<ScreenBoundary key="fleet">
				<FleetPage />
			</ScreenBoundary>
		);
	}
	if (connection === undefined) return <StartPage />;
	return (
		<ScreenBoundary key={`${connection} ${screen}`}>
			{screen === "migrations" && <MigrationsPage connection={connection} />}
			{screen === "tenants" && <Tenants connection={connection} />}
			{screen === "activity" && <ActivityPage connection={connection} />}
			{screen === "explorer" && <ExplorerPage connection={connection} />}
			{screen === "isolation" && <IsolationPage connection={connection} />}
			{screen === "indexes" && <IndexesPage connection={connection} />}
			{screen === "tenancy" && <TenancyPage connection={connection} />}
			{(screen === "overview" || screen === undefined) && <OverviewPage connection={connection} />}
		</ScreenBoundary>
	);
}

/** With the way to each tenant's view: in its line, and in its dossier. */
function Tenants({ connection }: { connection: string }) {
	const rowActions = useCallback(
		(tenant: TenantRow) => <ViewAsButton connection={connection} tenant={tenant} small />,
		[connection],
	);
	return (
		<TenantsPage
			connection={connection}
			actions={(tenant) => <ViewAsButton connection={connection} tenant={tenant} />}
			rowActions={rowActions}
		/>
	);
}

function focusDeck(): void {
	document.getElementById("deck")?.focus();
}
