import type pg from "pg";

/** As the login announced it; 0 where it announced none. */
export function backendPid(client: pg.Client): number {
	return (client as unknown as { processID: number | null }).processID ?? 0;
}
