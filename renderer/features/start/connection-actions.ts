import type { ConnectionCard } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { forgetSeen } from "../../app/last-seen.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";

/** Forgets a connection; the database is not touched. */
export async function removeConnection(card: ConnectionCard): Promise<void> {
	try {
		await client.connections.remove({ id: card.id });
		forgetSeen(card.id);
		notifyDone(t("connection.removed", { name: card.name }));
	} catch (caught) {
		notifyError(caught);
	}
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}

export async function duplicateConnection({ id }: ConnectionCard): Promise<void> {
	try {
		const { name } = await client.connections.duplicate({ id });
		notifyDone(t("tile.duplicated", { name }));
	} catch (caught) {
		notifyError(caught);
	}
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}

/** Puts it before another, or last. */
export async function moveConnection(id: string, before: string | undefined): Promise<void> {
	await client.connections.move({ id, ...(before === undefined ? {} : { before }) }).catch(notifyError);
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
}
