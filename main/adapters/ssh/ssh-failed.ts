import type { ConnectFailureReason, SshHostKey } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";

type Reason = Extract<ConnectFailureReason, `ssh${string}` | "unreachable">;

const nextStep: Record<Reason, string> = {
	ssh: "Check the SSH server's host, user and key, and whether it allows forwarding (AllowTcpForwarding).",
	"ssh-host-key-unknown":
		"Compare the fingerprint with what its administrator says (ssh-keygen -lf on the server), then trust it: at a terminal, in the app, or by --ssh-host-key.",
	"ssh-host-key-changed":
		"Somebody may pose as that server. Only where you know that it was set up anew: remove that line from known_hosts yourself.",
	unreachable: "Host and port are as the last SSH server sees them: is the database reached from there?",
};

export function sshFailed(
	reason: Reason,
	message: string,
	data: { hostKey?: SshHostKey } = {},
	cause?: unknown,
): AppError {
	return new AppError("CONNECT_FAILED", message, { hint: nextStep[reason], data: { reason, ...data } }, cause);
}
