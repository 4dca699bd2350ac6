import { create } from "zustand";

interface UnlockState {
	/** Id of the connection whose password is asked for. */
	asking: string | undefined;
}

export const useUnlock = create<UnlockState>(() => ({ asking: undefined }));

export function askPassword(connection: string): void {
	useUnlock.setState({ asking: connection });
}
