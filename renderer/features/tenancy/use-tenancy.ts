import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TenancyProfile } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { queryClient } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";

const keyOf = (connection: string) => ["connection", connection, "tenancy"] as const;

/** What holds, or would hold with `given`. */
export function useTenancy(connection: string, given: TenancyProfile | undefined) {
	return useQuery({
		queryKey: [...keyOf(connection), given ?? null],
		queryFn: ({ signal }) => client.tenancy.detect({ connection, ...(given ? { tenancy: given } : {}) }, { signal }),
		placeholderData: keepPreviousData,
	});
}

/** Asked only when somebody wants to know. */
export function useTrial(connection: string, profile: TenancyProfile | undefined) {
	return useQuery({
		queryKey: [...keyOf(connection), "trial", profile ?? null],
		queryFn: ({ signal }) => client.tenancy.test({ connection, ...(profile ? { tenancy: profile } : {}) }, { signal }),
		enabled: false,
		gcTime: 0,
	});
}

/** Without a profile the kept one is forgotten. Answers whether it is done. */
export async function keepTenancy(connection: string, profile: TenancyProfile | undefined): Promise<boolean> {
	try {
		const { saved } = await client.tenancy.save({ connection, ...(profile ? { tenancy: profile } : {}) });
		await queryClient.invalidateQueries({ queryKey: keyOf(connection) });
		void queryClient.invalidateQueries({ queryKey: ["connections"] });
		notifyDone(t(profile ? (saved ? "tenancy.saved" : "tenancy.saved.run") : "tenancy.forgotten"));
		return true;
	} catch (caught) {
		notifyError(caught);
		return false;
	}
}
