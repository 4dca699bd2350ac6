import { LOGIN_LOOKS } from "../barrier/logins.ts";

/** Of a view's looks, so many run side by side; the others wait for the first that ends. */
export class Slots {
	#free: number;
	readonly #waiting: (() => void)[] = [];
	#idle: (() => void)[] = [];
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
		this.#free = most;
	}

	async use<T>(work: () => Promise<T>): Promise<T> {
		if (this.#free > 0) this.#free -= 1;
		else await new Promise<void>((mine) => this.#waiting.push(mine));
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#giveBack();
		}
	}

	#giveBack(): void {
		this.#free += 1;
		if (this.#free < this.#most) return;
		for (const told of this.#idle.splice(0)) told();
	}

	/** When nothing runs and nobody waits. */
	async idle(): Promise<void> {
		if (this.#free < this.#most) await new Promise<void>((done) => this.#idle.push(done));
	}
}

/** Through a one-time login, which may have so many sessions; others take as many as they want. Files leave a place to whoever browses. */
export interface Turns {
	looks: Slots;
	files: Slots;
}

export const freshTurns = (): Turns => ({ looks: new Slots(LOGIN_LOOKS), files: new Slots(LOGIN_LOOKS - 1) });

/** `login`: the one-time login, where the view has one. */
export function inTurn<T>(
	{ login, turns }: { login: unknown; turns: Turns },
	work: () => Promise<T>,
	isFile = false,
): Promise<T> {
	if (!login) return work();
	const look = (): Promise<T> => turns.looks.use(work);
	return isFile ? turns.files.use(look) : look();
}
