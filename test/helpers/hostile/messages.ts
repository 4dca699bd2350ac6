/** A server's messages, right or wrong, byte by byte. */

/** With its true length. */
export function message(type: string, ...parts: (Buffer | string | number)[]): Buffer {
	const body = Buffer.concat(parts.map(bytes));
	return Buffer.concat([header(type, body.length + 4), body]);
}

/** Only the beginning of a message, with any length. */
export function header(type: string, length: number): Buffer {
	const head = Buffer.alloc(5);
	head.write(type, "latin1");
	head.writeUInt32BE(length >>> 0, 1);
	return head;
}

/** A number stands for an int32, a string for itself. */
function bytes(part: Buffer | string | number): Buffer {
	return typeof part === "number" ? int32(part) : typeof part === "string" ? Buffer.from(part) : part;
}

export function int32(value: number): Buffer {
	const buffer = Buffer.alloc(4);
	buffer.writeInt32BE(value | 0);
	return buffer;
}

export function int16(value: number): Buffer {
	const buffer = Buffer.alloc(2);
	buffer.writeUInt16BE(value);
	return buffer;
}

export const ok = message("R", 0);
export const ready = message("Z", "I");
export const parameter = (name: string, value: string): Buffer => message("S", `${name}\0${value}\0`);
export const key = (pid: number, secret: number): Buffer => message("K", pid, secret);

/** ErrorResponse or NoticeResponse with these fields. */
export function report(type: "E" | "N", fields: Record<string, string>): Buffer {
	const text = Object.entries(fields).map(([field, value]) => `${field}${value}\0`);
	return message(type, `${text.join("")}\0`);
}

export function columns(...names: string[]): Buffer {
	return message("T", int16(names.length), ...names.map((name) => Buffer.concat([Buffer.from(`${name}\0`), facts(0)])));
}

/** What stands behind a column's name: table, place, type, size, modifier, format. */
export function facts(format: number): Buffer {
	return Buffer.concat([int32(0), int16(0), int32(25), int16(0xffff), int32(-1), int16(format)]);
}

export function row(...cells: (string | null)[]): Buffer {
	const parts = cells.map((cell) =>
		cell === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(cell)), Buffer.from(cell)]),
	);
	return message("D", int16(cells.length), ...parts);
}

export const complete = (tag: string): Buffer => message("C", `${tag}\0`);
/** The answers to Parse and Bind. */
export const bound = Buffer.concat([message("1"), message("2")]);
