/** What the desktop's menu, links and notifications ask of this page (main/hosts/electron/channels.ts): a command, or a connection to show. */
import { useEffect } from "react";
import { t } from "../i18n/i18n.ts";
import { allCommands } from "./commands.ts";
import { notifyWarning } from "./notify.ts";
import { goTo, paths } from "./paths.ts";

const ASKED = "bulkhead:asked";

type Asked = { command: string } | { connection: string };

let hear: ((asked: Asked) => void) | undefined;
let early: Asked | undefined;

// From the beginning: who starts Bulkhead by a link asks before anything is on the screen.
window.addEventListener(
	"message",
	({ source, data }: MessageEvent<{ type?: string; asked?: Asked } | string | null>) => {
		if (source !== window || typeof data !== "object" || data?.type !== ASKED || data.asked === undefined) return;
		if (hear) hear(data.asked);
		else early = data.asked;
	},
);

export function useAsked(): void {
	useEffect(() => {
		hear = follow;
		if (early) follow(early);
		early = undefined;
		return () => {
			hear = undefined;
		};
	}, []);
}

function follow(asked: Asked): void {
	if ("connection" in asked) goTo(paths.overview(asked.connection));
	else runCommand(asked.command);
}

/** Some commands belong to one screen: those of the connections need the start screen first. A dialog that is open comes first. */
function runCommand(id: string): void {
	if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
	const command = commandOf(id);
	if (command) command.run();
	else if (id.startsWith("connection.")) {
		goTo(paths.start);
		// Once that screen is there and offers it.
		setTimeout(() => commandOf(id)?.run(), 50);
	} else notifyWarning(t("desktop.not-here"));
}

const commandOf = (id: string) => allCommands().find((command) => command.id === id);
