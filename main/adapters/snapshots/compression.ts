import type { Transform } from "node:stream";
import zlib from "node:zlib";

/** How a snapshot's bytes lie on the disk; its file's name ends with `suffix`. */
export interface Compression {
	suffix: string;
	compress(): Transform;
	expand(): Transform;
}

/** zlib hands its result on in pieces of 16 KiB if nothing is said, and each costs a turn. */
const chunkSize = 256 * 1024;

/** Level 1, the fastest: more would make the file a fifth smaller, and the server wait, with its locks, three times as long. */
const gzip: Compression = {
	suffix: ".snapshot.gz",
	compress: () => zlib.createGzip({ level: 1, chunkSize }),
	expand: () => zlib.createGunzip({ chunkSize }),
};

/** Four times as fast as gzip on COPY's text, and smaller. Node has it from 22.15. */
const zstd: Compression = {
	suffix: ".snapshot.zst",
	compress: () => zlib.createZstdCompress({ chunkSize, params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }),
	expand: () => zlib.createZstdDecompress({ chunkSize }),
};

/** All that this Node can read; the first is what is written. */
export const compressions: readonly [Compression, ...Compression[]] =
	"createZstdCompress" in zlib ? [zstd, gzip] : [gzip];
