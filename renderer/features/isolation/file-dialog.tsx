import { client } from "../../app/client.ts";
import { FixFilesDialog } from "../../app/fix-files-dialog.tsx";
import type { ListedFinding } from "./find-findings.ts";

interface FileDialogProps {
	connection: string;
	findings: readonly ListedFinding[];
	onClose: () => void;
}

/** The migration that mends these findings. */
export function FileDialog({ connection, findings, onClose }: FileDialogProps) {
	const named = findings.map(({ check, object }) => ({ check, object }));
	return (
		<FixFilesDialog
			connection={connection}
			count={named.length}
			queryKey={["doctor", "file", connection, named]}
			read={(signal) => client.doctor.migrationFile({ connection, findings: named }, { signal })}
			write={() => client.doctor.migrationFile({ connection, findings: named, write: true })}
			onClose={onClose}
		/>
	);
}
