/** dbmate: one file a migration, `-- migrate:up` and `-- migrate:down` in it; a history of versions and nothing else. */
import type { CatalogFault } from "../../../contract/index.ts";
import { type SourceFile, withText } from "../read/source-file.ts";
import { type FolderReading, isEmptySql, numbered, onItsLines } from "./folder-reading.ts";
import { heldText } from "./hold.ts";
import { reportNameOrder } from "./report-name-order.ts";
import { baseName, type Draft, type HistoryTable, keyedHistory, type Tool } from "./tool.ts";

const NAME = /^(\d+)(.*)\.sql$/;
const UP = /^--\s*migrate:up(?:\s*$|\s+\S+)/gm;
const DOWN = /^--\s*migrate:down(?:\s*$|\s+\S+)/gm;

export const dbmate: Tool = {
	name: "dbmate",
	title: "dbmate",
	isFolder: ({ heads }) => heads.some((head) => head.search(UP) >= 0),
	readFolder,
	shape: { table: "schema_migrations", columns: { version: "character varying" } },
	async readHistory(session, table) {
		const rows = await session.query<{ version: string }>(
			`SELECT version FROM ${table.sql} ORDER BY version COLLATE "C"`,
		);
		return {
			...keyedHistory(
				rows.map(({ version }) => ({ key: version, version })),
				({ forward }) => /^\d+/.exec(baseName(forward.path))?.[0],
			),
			refusals: [],
			notes: [noChecksum(table)],
		};
	},
};

function noChecksum({ shown }: HistoryTable): string {
	return `${shown} keeps versions only: when and by whom each was run is not known, nor whether its file was edited since.`;
}

async function readFolder(reading: FolderReading): Promise<Draft[]> {
	const files = reading.paths.flatMap((path) => {
		const [, digits = "", rest = ""] = path.includes("/") ? [] : (NAME.exec(path) ?? []);
		return digits === "" ? [] : [numbered(path, digits, rest)];
	});
	reportNameOrder(files, reading.faults, "dbmate");
	const sources = await reading.read(files.map(({ path }) => path));
	return files.flatMap(({ path, id, name, digits }) => {
		const source = sources.get(path);
		const parts = source && partsOf(source, reading.faults);
		return parts ? [{ id, name, key: digits, ...parts, undoneBy: `a -- migrate:down part in ${path}` }] : [];
	});
}

/** Up and down, each on the lines on which it stands. */
function partsOf(source: SourceFile, faults: CatalogFault[]): Pick<Draft, "forward" | "rollback"> | undefined {
	const text = heldText(source, faults);
	if (text === undefined) return undefined;
	const ups = [...text.matchAll(UP)];
	const downs = [...text.matchAll(DOWN)];
	const [up] = ups;
	const fault = faultOf(text, ups, downs);
	if (!up || fault !== undefined) {
		faults.push({ file: source.path, message: fault ?? "", hint: "dbmate does not run it either: mend the marks." });
		return undefined;
	}
	const [down] = downs;
	const forward = section(source, up, down?.index ?? text.length);
	if (!down) return { forward };
	const rollback = section(source, down, text.length);
	return isEmptySql(rollback.text) ? { forward } : { forward, rollback };
}

function faultOf(
	text: string,
	[up, secondUp]: RegExpExecArray[],
	[down, secondDown]: RegExpExecArray[],
): string | undefined {
	if (!up) return "It has no -- migrate:up.";
	if (secondUp || secondDown) return "It has more than one -- migrate:up or -- migrate:down; one of each is read.";
	if (down && down.index < up.index) return "Its -- migrate:down stands before -- migrate:up.";
	if (!isEmptySql(text.slice(0, up.index))) return "Statements stand before -- migrate:up, where nobody runs them.";
	return undefined;
}

function section(source: SourceFile, mark: RegExpExecArray, end: number): SourceFile {
	const text = source.text ?? "";
	const [firstLine = ""] = text.slice(mark.index, end).split("\n", 1);
	return {
		...withText(source, onItsLines(text, mark.index, end)),
		...(/\btransaction:false\b/.test(firstLine) ? { manner: { ...source.manner, noTransaction: true } } : {}),
	};
}
