/** A network that can be cut: a proxy before a server on this machine, which does something at a moment of the conversation. */
import { connect as connectTcp, createServer, type Socket } from "node:net";

/** From the client to the server, or back. */
export type Direction = "up" | "down";

/** So many bytes have passed that way since the proxy was armed, over all links; or so many COMMITs have passed to the server. */
export type Moment = { direction: Direction; bytes: number } | { commits: number };

/**
 * What befalls the link on which the moment comes. `closed`: both ends are closed, what was not passed on is lost. `silent`: it stays open
 * and nothing passes any more, either way. `unanswered`: the server still hears, the client does not, and its end is closed a moment
 * later. A function: nothing passes while it works, then the conversation goes on.
 */
export type Cut = "closed" | "silent" | "unanswered" | (() => Promise<void>);

export interface TcpProxy {
	port: number;
	/** Counts anew from now; without a moment it only counts. Later links are left alone once the moment has come. */
	arm(moment?: Moment, cut?: Cut): void;
	counted(): Record<Direction | "commits", number>;
	/** The moment has come. */
	cut(): boolean;
}

/** Milliseconds from an unanswered COMMIT until the client's end is closed. */
const UNANSWERED = 100;

export async function withProxy<T>(target: number, use: (proxy: TcpProxy) => Promise<T>): Promise<T> {
	const sockets = new Set<Socket>();
	const meter = openMeter();
	const server = createServer((client) => {
		const upstream = connectTcp({ host: "127.0.0.1", port: target });
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("close", () => sockets.delete(socket));
		}
		join(client, upstream, meter);
	});
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	try {
		return await use({
			port: typeof address === "object" && address ? address.port : 0,
			arm: meter.arm,
			counted: meter.counted,
			cut: meter.cut,
		});
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
}

type Meter = ReturnType<typeof openMeter>;

function openMeter() {
	let counts = { up: 0, down: 0, commits: 0 };
	let armed: { moment: Moment; cut: Cut } | undefined;
	let fired = false;
	return {
		arm(moment?: Moment, cut?: Cut): void {
			counts = { up: 0, down: 0, commits: 0 };
			armed = moment && cut ? { moment, cut } : undefined;
			fired = false;
		},
		counted: () => ({ ...counts }),
		cut: () => fired,
		/** Counts it. Where the moment comes with it: the cut, and how much of it still passes. */
		count(direction: Direction, chunk: Buffer): { cut: Cut; till: number } | undefined {
			const before = counts[direction];
			counts[direction] += chunk.length;
			if (direction === "up" && chunk.includes("COMMIT")) counts.commits += 1;
			if (fired || !armed) return undefined;
			const till = tillMoment(armed.moment, { direction, before, counts, length: chunk.length });
			if (till === undefined) return undefined;
			fired = true;
			return { cut: armed.cut, till: typeof armed.cut === "string" ? till : chunk.length };
		},
	};
}

/** How much of a piece passes before the moment comes; undefined when it does not come with this piece. */
function tillMoment(
	moment: Moment,
	piece: { direction: Direction; before: number; counts: { commits: number }; length: number },
): number | undefined {
	if ("commits" in moment) return piece.counts.commits >= moment.commits ? piece.length : undefined;
	const till = moment.bytes - piece.before;
	return moment.direction === piece.direction && till <= piece.length ? till : undefined;
}

function join(client: Socket, upstream: Socket, meter: Meter): void {
	const both = [client, upstream];
	/** Ways that nothing passes any more. */
	const stopped = new Set<Direction>();
	const destroy = (): void => {
		for (const socket of both) socket.destroy();
	};
	for (const socket of both) {
		socket.setNoDelay(true);
		socket.on("error", () => {});
		// A network that is gone tells neither end that the other one is.
		socket.on("close", () => stopped.size < 2 && destroy());
	}
	/** From this moment on; `passed`: what came before it has been handed on. */
	const apply = (cut: Cut, passed: Promise<void>): void => {
		if (typeof cut === "function") {
			for (const socket of both) socket.pause();
			void passed.then(cut).finally(() => {
				for (const socket of both) socket.resume();
			});
			return;
		}
		stopped.add("down");
		if (cut === "unanswered") setTimeout(() => client.destroy(), UNANSWERED);
		else stopped.add("up");
		if (cut === "closed") void passed.then(destroy);
	};
	const pass = (direction: Direction, to: Socket, chunk: Buffer): void => {
		if (stopped.has(direction)) return;
		const comes = meter.count(direction, chunk);
		if (!comes) to.write(chunk);
		else apply(comes.cut, new Promise((done) => to.write(chunk.subarray(0, comes.till), () => done())));
	};
	client.on("data", (chunk) => pass("up", upstream, chunk));
	upstream.on("data", (chunk) => pass("down", client, chunk));
}
