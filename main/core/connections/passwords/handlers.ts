import type { VaultState } from "../../../contract/index.ts";
import type { Ports } from "../../ports.ts";
import { procedures } from "../../procedures.ts";
import type { Connections } from "../registry.ts";

export function vaultHandlers({ ports, connections }: { ports: Pick<Ports, "keyStore">; connections: Connections }) {
	const { status, create, unlock, lock, change, destroy } = procedures.vault;
	const { vault, policy } = connections;
	const state = async (): Promise<VaultState> => ({ ...vault.state(), keyStore: await ports.keyStore.state() });
	return {
		status: status.handler(state),
		create: create.handler(async ({ input }) => {
			policy.requireValid();
			await vault.create(input.password);
			return state();
		}),
		unlock: unlock.handler(async ({ input }) => {
			await vault.unlock(input.password);
			return state();
		}),
		lock: lock.handler(() => {
			vault.lock();
			return state();
		}),
		change: change.handler(async ({ input }) => {
			const ids = await vault.change(input.password, input.next);
			const names = new Map(connections.saved().map(({ id, settings }) => [id, settings.name]));
			return { ...(await state()), unopened: ids.map((id) => names.get(id) ?? id) };
		}),
		destroy: destroy.handler(() => ({ entries: vault.destroy() })),
	};
}
