import { useEffect } from "react";
import { useTest } from "./connection-queries.ts";
import { toErrorValue } from "./error-value.ts";
import { usePlace } from "./route.ts";
import { askPassword } from "./unlock-store.ts";

/** Asks by itself, once, for the password of the database that was opened, where none is known. */
export function useAskForPassword(): void {
	const { connection } = usePlace();
	const { error } = useTest(connection);
	const needed = error !== null && toErrorValue(error).code === "PASSWORD_NEEDED";
	useEffect(() => {
		if (needed && connection !== undefined) askPassword(connection);
	}, [needed, connection]);
}
