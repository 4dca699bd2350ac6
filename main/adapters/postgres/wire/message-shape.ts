/**
 * Whether a message of the server holds what its type says, to the byte. The driver reads on trust: a text without an end makes it
 * loop for ever, a field that is longer than its message is filled up from the next one.
 */
import { MESSAGE } from "./messages.ts";

/** Where a message's body lies. */
export interface Body {
	bytes: Buffer;
	start: number;
	end: number;
}

/** Bytes behind the name of a column in a RowDescription. */
const COLUMN_FACTS = 18;

type Check = (body: Body) => string | undefined;

const sound = (isSound: (body: Body, length: number) => boolean, what: string): Check => {
	return (body) => (isSound(body, body.end - body.start) ? undefined : what);
};
const texts = (count: number, what: string): Check =>
	sound((body) => afterTexts(body, body.start, count) === body.end, what);
const copy = sound(
	({ bytes, start }, length) => length >= 3 && length === 3 + 2 * bytes.readUInt16BE(start + 1),
	"a bad beginning of a COPY",
);
const isStatus = (byte: number | undefined): boolean => byte !== undefined && "ITE".includes(String.fromCharCode(byte));
const empty = sound((_, length) => length === 0, "a message that should be empty");

const checks = new Map<number, Check>([
	[MESSAGE.DataRow, rowFault],
	[MESSAGE.RowDescription, descriptionFault],
	[MESSAGE.Error, fieldsFault],
	[MESSAGE.Notice, fieldsFault],
	[MESSAGE.CommandComplete, texts(1, "an answer without an end")],
	[MESSAGE.ParameterStatus, texts(2, "a parameter without an end")],
	[
		MESSAGE.Notification,
		sound(
			(body, length) => length >= 4 && afterTexts(body, body.start + 4, 2) === body.end,
			"a notification without an end",
		),
	],
	[
		MESSAGE.ReadyForQuery,
		sound(({ bytes, start }, length) => length === 1 && isStatus(bytes[start]), "a bad end of a query"),
	],
	[MESSAGE.BackendKey, sound((_, length) => length === 8, "a bad key for cancelling")],
	[MESSAGE.Authentication, sound((_, length) => length >= 4, "a bad question for a password")],
	[MESSAGE.CopyIn, copy],
	[MESSAGE.CopyOut, copy],
	[MESSAGE.CopyData, () => undefined],
	[
		MESSAGE.ParameterDescription,
		sound(
			({ bytes, start }, length) => length >= 2 && length === 2 + 4 * bytes.readUInt16BE(start),
			"a bad list of parameters",
		),
	],
]);

/** What is wrong with it, or undefined. */
export function shapeFault(type: number, body: Body): string | undefined {
	return (checks.get(type) ?? empty)(body);
}

/** Number of columns that a RowDescription or DataRow announces. */
export function columnsOf({ bytes, start }: Body): number {
	return bytes.readUInt16BE(start);
}

function rowFault({ bytes, start, end }: Body): string | undefined {
	if (end - start < 2) return "a row without columns";
	const count = bytes.readUInt16BE(start);
	let at = start + 2;
	for (let column = 0; column < count; column += 1) {
		if (at + 4 > end) return "a row that ends too early";
		const length = bytes.readInt32BE(at);
		if (length < -1) return "a cell of negative length";
		at += 4 + Math.max(length, 0);
	}
	return at === end ? undefined : "a cell that is longer than its row";
}

function descriptionFault(body: Body): string | undefined {
	const { bytes, start, end } = body;
	if (end - start < 2) return "a bad list of columns";
	const count = bytes.readUInt16BE(start);
	let at = start + 2;
	for (let column = 0; column < count; column += 1) {
		at = afterTexts(body, at, 1) + COLUMN_FACTS;
		if (!(at <= end)) return "a list of columns that ends too early";
		// The last two bytes are the format; we never ask for binary.
		if (bytes.readUInt16BE(at - 2) !== 0) return "a binary column that nobody asked for";
	}
	return at === end ? undefined : "a list of columns with more behind it";
}

/** One byte for the field, its text, and so on, up to a zero. */
function fieldsFault(body: Body): string | undefined {
	let at = body.start;
	while (at < body.end) {
		if (body.bytes[at] === 0) return at + 1 === body.end ? undefined : "a report with more behind it";
		at = afterTexts(body, at + 1, 1);
	}
	return "a report without an end";
}

/** Position behind so many zero-terminated texts; NaN where one does not end in the message. */
function afterTexts({ bytes, end }: Body, from: number, count: number): number {
	let at = from;
	for (let text = 0; text < count; text += 1) {
		const zero = bytes.indexOf(0, at);
		if (zero < 0 || zero >= end) return Number.NaN;
		at = zero + 1;
	}
	return at;
}
