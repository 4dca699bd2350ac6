/** The app for a browser on this machine: HTTP and a WebSocket on loopback, and nothing of it beyond. */
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { Core } from "../../core/core.ts";
import { AppError } from "../../core/errors.ts";
import type { Log } from "../../core/ports.ts";
import { packageFolder } from "../compose.ts";
import { type RendererFiles, rendererFiles } from "../renderer-files.ts";
import { createAccess } from "./access.ts";
import { createBrake } from "./brake.ts";
import { servePage } from "./serve-page.ts";
import { openSockets } from "./sockets.ts";
import { whenIdle } from "./when-idle.ts";

export interface BrowserHostOptions {
	/** On loopback; one that is free when left out or 0. */
	port?: number;
	/** Ends by itself when no page was open and nothing ran for so many milliseconds. Default: never. */
	idleMs?: number;
	log?: Log;
	/** Folder of the built renderer. Default: the one of this Bulkhead. */
	renderer?: string;
}

export interface BrowserHost {
	/** The address with its one-time token. */
	url: string;
	port: number;
	/** Resolves when it has ended by itself. */
	ended: Promise<void>;
	close(): Promise<void>;
}

const HOST = "127.0.0.1";
const quiet: Log = { info() {}, error() {} };

/** Errors: PORT_IN_USE, BAD_INPUT for a port that may not be had, BAD_USAGE when the renderer is not built. */
export async function startBrowserHost(core: Core, options: BrowserHostOptions = {}): Promise<BrowserHost> {
	const { log = quiet, renderer = join(packageFolder, "dist", "renderer") } = options;
	const files = builtRenderer(renderer);
	const server = createServer({
		maxHeaderSize: 16 * 1024,
		headersTimeout: 10_000,
		requestTimeout: 10_000,
		connectionsCheckingInterval: 2_000,
	});
	server.maxConnections = 256;
	const port = await listen(server, options.port ?? 0);
	const access = createAccess(port);
	const site = { port, access, brake: createBrake(), files };
	server.on("request", (request, response) => void servePage(site, request, response));
	const idle = whenIdle(core, options.idleMs, () => sockets.count() === 0);
	const sockets = openSockets(server, { core, access, port, log, onChange: idle.look });
	idle.look();

	const close = async (): Promise<void> => {
		idle.stop();
		const closed = new Promise<void>((done) => server.close(() => done()));
		sockets.close();
		server.closeIdleConnections();
		// What is still being answered has a moment; then it is cut.
		setTimeout(() => server.closeAllConnections(), 300).unref();
		await closed;
	};
	return { url: `http://${HOST}:${port}/?token=${access.token}`, port, ended: idle.reached.then(close), close };
}

function builtRenderer(folder: string): RendererFiles {
	try {
		return rendererFiles(folder);
	} catch (caught) {
		const hint = "Run `npm run build` in Bulkhead's folder.";
		throw new AppError("BAD_USAGE", "The app's page is not built.", { hint }, caught);
	}
}

async function listen(server: Server, port: number): Promise<number> {
	await new Promise<void>((done, fail) => {
		server.once("error", (error: NodeJS.ErrnoException) => fail(toListenError(error, port)));
		server.listen({ host: HOST, port, exclusive: true }, done);
	});
	const address = server.address();
	if (typeof address !== "object" || address === null) throw new Error("the server has no port");
	return address.port;
}

function toListenError(error: NodeJS.ErrnoException, port: number): Error {
	if (error.code === "EADDRINUSE") {
		return new AppError("PORT_IN_USE", `Port ${port} of this machine is in use by another program.`, {
			hint: "Choose another with --port N, or leave --port out: one that is free is taken.",
		});
	}
	if (error.code === "EACCES") {
		return new AppError("BAD_INPUT", `Port ${port} may not be used by this user.`, {
			hint: "Choose one above 1023 with --port N, or leave --port out.",
		});
	}
	return error;
}
