import { Button } from "@mantine/core";
import { IconKey, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ErrorValue } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { ErrorCard } from "../ui/error-card.tsx";
import { toErrorValue } from "./error-value.ts";
import { fileOfError, goTo, paths } from "./paths.ts";
import { presentError } from "./present-error.ts";
import { TrustHost } from "./trust-host.tsx";
import { askPassword } from "./unlock-store.ts";

interface AppErrorProps {
	/** What was caught, or a job's error value. */
	error: unknown;
	/** The connection it happened on: gives the way to its files and to its password. */
	connection?: string | undefined;
	onRetry?: (() => void) | undefined;
	/** Called when an SSH server's key was trusted; else it is tried again. */
	onTrusted?: (() => void) | undefined;
	/** Called when a way on leads to another place, so that a dialog can close. */
	onLeave?: (() => void) | undefined;
	children?: ReactNode;
}

/** Any error, with the ways on that its code allows. */
export function AppError({ error, connection, onRetry, onTrusted, onLeave, children }: AppErrorProps) {
	const value = isErrorValue(error) ? error : toErrorValue(error);
	const jump = connection === undefined ? undefined : jumpTo(value, connection, onLeave);
	const wantsPassword = connection !== undefined && needsPassword(value);
	const unknownHost = value.data?.reason === "ssh-host-key-unknown" ? value.data.hostKey : undefined;
	return (
		<ErrorCard error={presentError(value)} onJump={jump}>
			{(wantsPassword || unknownHost || onRetry || children) && (
				<>
					{unknownHost && <TrustHost hostKey={unknownHost} onTrusted={onTrusted ?? onRetry} />}
					{wantsPassword && (
						<Button leftSection={<IconKey size={14} />} onClick={() => askPassword(connection, value.data?.secret)}>
							{t("unlock.open")}
						</Button>
					)}
					{onRetry && (
						<Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
							{t("action.retry")}
						</Button>
					)}
					{children}
				</>
			)}
		</ErrorCard>
	);
}

function needsPassword(error: ErrorValue): boolean {
	return (
		error.code === "PASSWORD_NEEDED" ||
		error.code === "VAULT_LOCKED" ||
		(error.data?.reason === "authentication" && error.sqlstate !== undefined)
	);
}

function jumpTo(error: ErrorValue, connection: string, onLeave: (() => void) | undefined): (() => void) | undefined {
	const target = error.file === undefined ? undefined : fileOfError(error.file);
	if (!target) return undefined;
	return () => {
		onLeave?.();
		goTo(paths.migration(connection, target.id, target.kind, error.line, error.column));
	};
}

function isErrorValue(error: unknown): error is ErrorValue {
	return (
		!(error instanceof Error) && typeof error === "object" && error !== null && "code" in error && "message" in error
	);
}
