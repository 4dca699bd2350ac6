import { useEffect } from "react";
import { useTest } from "./connection-queries.ts";
import { toErrorValue } from "./error-value.ts";
import { isRefusedLogin } from "./login-error.ts";
import { usePlace } from "./route.ts";
import { askPassword } from "./unlock-store.ts";

/** Asks by itself, once, for the password of the database that was opened, where none is known or the one given was refused. */
export function useAskForPassword(): void {
	const { connection } = usePlace();
	const { error } = useTest(connection);
	const needed = error !== null && (toErrorValue(error).code === "PASSWORD_NEEDED" || isRefusedLogin(error));
	useEffect(() => {
		if (needed && connection !== undefined) askPassword(connection);
	}, [needed, connection]);
}
