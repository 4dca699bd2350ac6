import { useRoute } from "wouter";
import type { FileKind, Screen } from "./paths.ts";

export interface Place {
	connection: string | undefined;
	screen: Screen | undefined;
	/** On the migrations screen: a migration's id, "checks" or "history". */
	part: string | undefined;
	file: FileKind | undefined;
	line: number | undefined;
	column: number | undefined;
}

/** Where the window is. */
export function usePlace(): Place {
	const [, params] = useRoute("/c/:connection/:screen?/:part?/:file?/:line?/:column?");
	return {
		connection: params?.connection === undefined ? undefined : decodeURIComponent(params.connection),
		screen: isScreen(params?.screen) ? params.screen : undefined,
		part: params?.part,
		file: isFileKind(params?.file) ? params.file : undefined,
		line: toNumber(params?.line),
		column: toNumber(params?.column),
	};
}

function isScreen(text: string | undefined): text is Screen {
	return text === "overview" || text === "migrations";
}

function isFileKind(text: string | undefined): text is FileKind {
	return text === "forward" || text === "rollback" || text === "verify";
}

function toNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
