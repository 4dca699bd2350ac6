import { newestJob, useJobs } from "../../app/jobs/jobs-store.ts";
import { styleNonce } from "../../app/nonce.ts";
import { type FileKind, fileOfError } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { LazySqlViewer } from "../../ui/sql-viewer/lazy-sql-viewer.tsx";

interface FileViewProps {
	connection: string;
	id: string;
	text: string;
	place: { kind: FileKind; line: number | undefined; column: number | undefined };
}

/** One file of a migration, with the line marked that the address names: in red where the last run failed there. */
export function FileView({ connection, id, text, place }: FileViewProps) {
	const { kind, line, column } = place;
	const failedHere = useJobs((state) => {
		const error = newestJob(state, (view) => view.connection === connection)?.end;
		if (error?.status !== "failed" || error.error.file === undefined || error.error.line !== line) return false;
		const at = fileOfError(error.error.file);
		return at?.id === id && at.kind === kind;
	});
	return (
		<LazySqlViewer
			label={t("file.sql", { kind: t(`file.${kind}`), id })}
			text={text}
			line={line}
			column={column}
			mark={failedHere ? "error" : "place"}
			nonce={styleNonce}
		/>
	);
}
