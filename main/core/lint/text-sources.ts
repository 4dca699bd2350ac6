import { posix } from "node:path";
import type { LintInput } from "../../contract/index.ts";
import { AppError } from "../errors.ts";
import { openFolder } from "../migrations/read/folder.ts";
import type { FilesPort } from "../ports.ts";
import type { LintSource } from "./read-script.ts";

/** Texts that somebody has sent, as files that can be read. They can include each other; nothing else is looked for. */
export function textSources(files: NonNullable<LintInput["files"]>): LintSource[] {
	const texts = new Map(files.map(({ file, text }) => [normal(file), text]));
	const folder = openFolder(inMemory(texts), "");
	return files.map(({ file, text }) => ({
		path: file,
		folder,
		content: { path: normal(file), text: text.replace(/^\ufeff/, ""), checksum: "", namesFiles: false },
		rollback: /(^|[\\/])rollback[\\/][^\\/]+$/.test(file),
		asked: true,
	}));
}

const normal = (path: string): string => posix.normalize(path.replaceAll("\\", "/"));

function inMemory(texts: ReadonlyMap<string, string>): FilesPort {
	const missing = (path: string): never => {
		throw new AppError("NOT_FOUND", `${path} is not among the files that are given.`);
	};
	return {
		list: async () => [],
		tree: async () => [],
		read: async (_folder, path) => new TextEncoder().encode(texts.get(path) ?? missing(path)),
		stream: (_folder, path) => missing(path),
		async locate(_folder, named) {
			const path = normal(named);
			return texts.has(path) ? { path } : { why: "is not among the files that are given" };
		},
	};
}
