import type {
	ConnectionCard,
	ConnectionSecrets,
	ConnectionSettings,
	TestResult,
} from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { queryClient, queryKeys } from "../../app/query-client.ts";

export interface Draft {
	settings: ConnectionSettings;
	/** Undefined: none was typed. */
	password: string | undefined;
	secrets: ConnectionSecrets | undefined;
}

/** Reaches the server that a draft names, without saving it: it is opened for this run, tested and forgotten. */
export async function testDraft({ settings, ...given }: Draft): Promise<TestResult> {
	const opened = await client.connections.open({ settings, ...typed(given) });
	try {
		return await client.connections.test({ id: opened.id });
	} finally {
		await client.connections.remove({ id: opened.id }).catch(() => undefined);
	}
}

export async function testSaved(id: string): Promise<TestResult> {
	return await client.connections.test({ id });
}

/** Saves a new connection, or the one with this id; the password is for this session only. */
export async function saveConnection(id: string | undefined, { settings, ...given }: Draft): Promise<ConnectionCard> {
	const card = await client.connections.save({
		...(id === undefined ? {} : { id }),
		settings,
		...typed(given),
	});
	await queryClient.invalidateQueries({ queryKey: queryKeys.connections });
	void queryClient.resetQueries({ queryKey: queryKeys.connection(card.id) });
	return card;
}

function typed({ password, secrets }: Omit<Draft, "settings">): { password?: string; secrets?: ConnectionSecrets } {
	return { ...(password === undefined ? {} : { password }), ...(secrets === undefined ? {} : { secrets }) };
}
