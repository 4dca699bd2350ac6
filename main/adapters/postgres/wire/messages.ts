/** Types of the messages that a server may send (PostgreSQL, "Message Formats"). */
const code = (letter: string): number => letter.charCodeAt(0);

export const MESSAGE = {
	Authentication: code("R"),
	BackendKey: code("K"),
	BindComplete: code("2"),
	CloseComplete: code("3"),
	CommandComplete: code("C"),
	CopyData: code("d"),
	CopyDone: code("c"),
	CopyIn: code("G"),
	CopyOut: code("H"),
	DataRow: code("D"),
	EmptyQuery: code("I"),
	Error: code("E"),
	NoData: code("n"),
	Notice: code("N"),
	Notification: code("A"),
	ParameterDescription: code("t"),
	ParameterStatus: code("S"),
	ParseComplete: code("1"),
	PortalSuspended: code("s"),
	ReadyForQuery: code("Z"),
	RowDescription: code("T"),
} as const;

/** Bytes of one row, error or notice: what is larger is never read, for it would be held, decoded and copied in one piece. */
export const LONGEST = 64 * 1024 * 1024;
/** libpq's bound for all other messages, and for every one during a login: none of them is ever that long. */
export const LONGEST_SMALL = 30_000;
/** 1,600 columns with names of 63 bytes are an eighth of this. */
const LONGEST_DESCRIPTION = 1024 * 1024;

const longest = new Map<number, number>([
	[MESSAGE.DataRow, LONGEST],
	[MESSAGE.CopyData, LONGEST],
	[MESSAGE.Error, LONGEST],
	[MESSAGE.Notice, LONGEST],
	[MESSAGE.RowDescription, LONGEST_DESCRIPTION],
	[MESSAGE.ParameterDescription, LONGEST_DESCRIPTION],
]);
const known: ReadonlySet<number> = new Set(Object.values(MESSAGE));

export function isKnown(type: number): boolean {
	return known.has(type);
}

/** Bytes that a message of this type may have, its length's own four not counted. */
export function longestOf(type: number): number {
	return longest.get(type) ?? LONGEST_SMALL;
}
