import type { IndexFinding } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { FixFilesDialog } from "../../../app/fix-files-dialog.tsx";
import { queryClient, queryKeys } from "../../../app/query-client.ts";

interface FileDialogProps {
	connection: string;
	findings: readonly IndexFinding[];
	onClose: () => void;
	onWritten?: () => void;
}

/** The migration that mends these findings. Once written it waits with the others. */
export function FileDialog({ connection, findings, onClose, onWritten }: FileDialogProps) {
	const named = findings.map(({ check, object }) => ({ check, object }));
	return (
		<FixFilesDialog
			connection={connection}
			count={named.length}
			queryKey={["indexes", "file", connection, named]}
			read={(signal) => client.indexes.migrationFile({ connection, findings: named }, { signal })}
			write={() => client.indexes.migrationFile({ connection, findings: named, write: true })}
			onClose={onClose}
			onWritten={() => {
				void queryClient.invalidateQueries({ queryKey: queryKeys.status(connection) });
				onWritten?.();
			}}
		/>
	);
}
