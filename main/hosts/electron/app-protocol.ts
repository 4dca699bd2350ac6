/** app://bulkhead: the built renderer and nothing else of the disk. */
import { protocol } from "electron";
import { answerHeaders, newNonce, pagePolicy, stampPage } from "../page-policy.ts";
import type { RendererFiles } from "../renderer-files.ts";

const SCHEME = "app";
const HOST = "bulkhead";
export const APP_ORIGIN = `${SCHEME}://${HOST}`;

/** Before the app is ready: an origin of its own, treated as safely fetched. */
export function declareScheme(): void {
	const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
	protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

export function serveScheme(files: RendererFiles): void {
	protocol.handle(SCHEME, (request) => answer(files, request));
}

async function answer(files: RendererFiles, { url, method }: Request): Promise<Response> {
	const { host, pathname } = new URL(url);
	if (host !== HOST || method !== "GET") return nothing();
	if (pathname === "/") return page(files);
	const file = await files.read(pathname);
	if (!file) return nothing();
	return new Response(new Uint8Array(file.body), { headers: { ...answerHeaders, "Content-Type": file.type } });
}

async function page(files: RendererFiles): Promise<Response> {
	const nonce = newNonce();
	return new Response(stampPage(await files.page(), nonce), {
		headers: {
			...answerHeaders,
			"Content-Type": "text/html; charset=utf-8",
			"Content-Security-Policy": pagePolicy(nonce, "'none'"),
		},
	});
}

const nothing = (): Response => new Response(null, { status: 404 });
