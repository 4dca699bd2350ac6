import type { Protocol } from "electron";
import { registerScheme } from "./addresses.ts";
import { recorded } from "./recorded.ts";

type Handler = Parameters<Protocol["handle"]>[1];

const handlers = new Map<string, Handler>();

export const protocol: Pick<Protocol, "registerSchemesAsPrivileged" | "handle"> = {
	registerSchemesAsPrivileged(schemes) {
		for (const { scheme, privileges } of schemes) {
			if (privileges?.standard) registerScheme(scheme);
			recorded.schemes.push({ scheme, ...privileges });
		}
	},
	handle(scheme, handler) {
		handlers.set(scheme, handler);
	},
};

/** What a scheme of the app answers; undefined for an address of another. */
export async function answerFor(
	url: string,
	method: string,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer } | undefined> {
	const handler = handlers.get(url.split(":")[0] ?? "");
	if (!handler) return undefined;
	const response = await handler(new Request(url, { method }) as Parameters<Handler>[0]);
	const body = Buffer.from(await response.arrayBuffer());
	return { status: response.status, headers: Object.fromEntries(response.headers), body };
}
