import { create } from "zustand";
import type { SecretName } from "../../main/contract/index.ts";

interface UnlockState {
	/** Id of the connection whose password is asked for. */
	asking: string | undefined;
	/** What is asked for. */
	secret: SecretName;
}

export const useUnlock = create<UnlockState>(() => ({ asking: undefined, secret: "password" }));

export function askPassword(connection: string, secret: SecretName = "password"): void {
	useUnlock.setState({ asking: connection, secret });
}
