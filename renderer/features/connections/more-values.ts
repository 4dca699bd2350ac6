/** Password mode, labels and safety as they stand in the form, and what they come to. Pure. */
import type { ConnectionCard, ConnectionSettings, PasswordMode } from "../../../main/contract/index.ts";

export interface MoreValues {
	passwordMode: PasswordMode;
	/** Program and arguments, one a line. */
	command: string;
	expires: string;
	group: string;
	/** With commas between. */
	tags: string;
	notes: string;
	tenancy: string;
	/** host:port, one a line. */
	otherHosts: string;
	guarded: boolean;
	unlockMinutes: string;
	idleMinutes: string;
}

export const emptyMore: MoreValues = {
	passwordMode: "session",
	command: "",
	expires: "",
	group: "",
	tags: "",
	notes: "",
	tenancy: "",
	otherHosts: "",
	guarded: false,
	unlockMinutes: "",
	idleMinutes: "",
};

export function moreOf(card: ConnectionSettings): MoreValues {
	const { passwordMode = "session", passwordCommand, group = "", tags = [], notes = "", tenancy = "" } = card;
	const { otherHosts = [], safety = {} } = card;
	const text = (number: number | undefined): string => (number === undefined ? "" : String(number));
	return {
		...{ passwordMode, group, notes, tenancy, tags: tags.join(", ") },
		command: passwordCommand?.argv.join("\n") ?? "",
		expires: text(passwordCommand?.expiresMinutes),
		otherHosts: otherHosts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)).join("\n"),
		guarded: safety.guarded ?? false,
		unlockMinutes: text(safety.unlockMinutes),
		idleMinutes: text(safety.idleMinutes),
	};
}

/** What these fields make of the settings; a field that is empty is left out. */
export function withMore(settings: ConnectionSettings, more: MoreValues): ConnectionSettings {
	const { passwordMode, passwordCommand, group, tags, notes, tenancy, otherHosts, safety, ...rest } = settings;
	const own = {
		passwordMode: more.passwordMode === "session" ? undefined : more.passwordMode,
		passwordCommand: more.passwordMode === "command" ? commandOf(more, passwordCommand) : undefined,
		group: more.group.trim() || undefined,
		tags: some(
			more.tags
				.split(",")
				.map((tag) => tag.trim())
				.filter(Boolean),
		),
		notes: more.notes.trim() || undefined,
		tenancy: more.tenancy.trim() || undefined,
		otherHosts: some(linesOf(more.otherHosts).map(hostIn)),
		safety: safetyOf(more),
	};
	return { ...rest, ...withoutEmpty(own) };
}

type Command = NonNullable<ConnectionSettings["passwordCommand"]>;

function commandOf({ command, expires }: MoreValues, before: Command | undefined): Command {
	const minutes = numberIn(expires);
	const { expiresMinutes: _, ...kept } = before ?? {};
	return { ...kept, argv: linesOf(command), ...(minutes === undefined ? {} : { expiresMinutes: minutes }) };
}

function safetyOf({ guarded, unlockMinutes, idleMinutes }: MoreValues): ConnectionSettings["safety"] {
	const [unlock, idle] = [numberIn(unlockMinutes), numberIn(idleMinutes)];
	const safety = {
		...(guarded ? { guarded } : {}),
		...(unlock === undefined ? {} : { unlockMinutes: unlock }),
		...(idle === undefined ? {} : { idleMinutes: idle }),
	};
	return Object.keys(safety).length > 0 ? safety : undefined;
}

function hostIn(text: string): { host: string; port?: number } {
	const [, host = text, port] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
	return { host, ...(port === undefined ? {} : { port: Number(port) }) };
}

const linesOf = (text: string): string[] =>
	text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter(Boolean);
const numberIn = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text) : undefined);
const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

function withoutEmpty<T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** The settings of a card, without what it tells beside them. */
export function settingsIn(card: ConnectionCard): ConnectionSettings {
	const {
		id: _,
		origin,
		password,
		guard,
		typedConfirmation,
		lastUsedAt,
		lastState,
		forced,
		refused,
		...settings
	} = card;
	return settings;
}
