/** CRC-32 as zlib has it (polynomial 0xEDB88320), as the signed number of 32 bits that Java and PostgreSQL's integer hold. */

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

const [LF, CR] = [10, 13];
const BOM = [0xef, 0xbb, 0xbf];

/** Flyway's checksum of a file: over its lines without their ends, and without the mark that may begin it. */
export async function flywayChecksum(bytes: AsyncIterable<Uint8Array>): Promise<number> {
	let crc = -1;
	let beyond = false;
	for await (const piece of bytes) {
		for (let at = !beyond && startsWithBom(piece) ? BOM.length : 0; at < piece.length; at += 1) {
			const byte = piece[at] ?? 0;
			if (byte !== LF && byte !== CR) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
		}
		beyond = true;
	}
	return ~crc;
}

const startsWithBom = (piece: Uint8Array): boolean => BOM.every((byte, at) => piece[at] === byte);
