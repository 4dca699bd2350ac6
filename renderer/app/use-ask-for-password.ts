import { useEffect } from "react";
import type { ErrorCode } from "../../main/contract/index.ts";
import { useTest } from "./connection-queries.ts";
import { toErrorValue } from "./error-value.ts";
import { isRefusedLogin } from "./login-error.ts";
import { usePlace } from "./route.ts";
import { askPassword } from "./unlock-store.ts";

const codes: ReadonlySet<ErrorCode> = new Set(["PASSWORD_NEEDED", "VAULT_LOCKED"]);

/** Asks by itself, once, for the password of the database that was opened, where none is known or the one given was refused. */
export function useAskForPassword(): void {
	const { connection } = usePlace();
	const { error } = useTest(connection);
	const needed = error !== null && (codes.has(toErrorValue(error).code) || isRefusedLogin(error));
	const secret = error === null ? undefined : toErrorValue(error).data?.secret;
	useEffect(() => {
		if (needed && connection !== undefined) askPassword(connection, secret);
	}, [needed, connection, secret]);
}
