import { lazy, Suspense } from "react";
import { t } from "../i18n/i18n.ts";
import { StartPage } from "../features/start/start-page.tsx";
import { ContextBar } from "./context-bar.tsx";
import { CommandPalette } from "./palette.tsx";
import { useAttachOnOpen } from "./pipe-state.tsx";
import { Rail } from "./rail.tsx";
import { usePlace } from "./route.ts";
import { ScreenBoundary } from "./screen-boundary.tsx";
import styles from "./shell.module.css";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { StatusBar } from "./status-bar.tsx";
import { UnlockDialog } from "./unlock-dialog.tsx";
import { useGeneralCommands } from "./use-general-commands.ts";
import { useKeys } from "./use-keys.ts";

const OverviewPage = lazy(async () => ({
	default: (await import("../features/overview/overview-page.tsx")).OverviewPage,
}));
const MigrationsPage = lazy(async () => ({
	default: (await import("../features/migrations/migrations-page.tsx")).MigrationsPage,
}));

/** The hull: context above, rail at the side, status below, and the deck with the screen in the middle. */
export function Shell() {
	useKeys();
	useAttachOnOpen();
	useGeneralCommands();
	return (
		<div className={styles.shell}>
			<a className={styles.skip} href="#deck" onClick={focusDeck}>
				{t("shell.skip")}
			</a>
			<ContextBar />
			<Rail />
			<main id="deck" className={styles.deck} tabIndex={-1}>
				<Suspense>
					<Screen />
				</Suspense>
			</main>
			<StatusBar />
			<CommandPalette />
			<ShortcutsDialog />
			<UnlockDialog />
		</div>
	);
}

function Screen() {
	const { connection, screen } = usePlace();
	if (connection === undefined) return <StartPage />;
	return (
		<ScreenBoundary key={`${connection} ${screen}`}>
			{screen === "migrations" ? (
				<MigrationsPage connection={connection} />
			) : (
				<OverviewPage connection={connection} />
			)}
		</ScreenBoundary>
	);
}

function focusDeck(event: React.MouseEvent): void {
	event.preventDefault();
	document.getElementById("deck")?.focus();
}
