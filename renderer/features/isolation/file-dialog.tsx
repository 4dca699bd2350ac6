import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { styleNonce } from "../../app/nonce.ts";
import { notifyDone, notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import { LazySqlViewer } from "../../ui/sql-viewer/lazy-sql-viewer.tsx";
import type { ListedFinding } from "./find-findings.ts";
import styles from "./isolation.module.css";

const kinds = ["forward", "rollback", "verify"] as const;

interface FileDialogProps {
	connection: string;
	findings: readonly ListedFinding[];
	onClose: () => void;
}

/** The three files of a migration that mends these findings, to be read before they are written. */
export function FileDialog({ connection, findings, onClose }: FileDialogProps) {
	const named = findings.map(({ check, object }) => ({ check, object }));
	const [kind, setKind] = useState<(typeof kinds)[number]>("forward");
	const { data, error } = useQuery({
		queryKey: ["doctor", "file", connection, named],
		queryFn: ({ signal }) => client.doctor.migrationFile({ connection, findings: named }, { signal }),
		retry: false,
		staleTime: 0,
	});
	const file = data?.files[kinds.indexOf(kind)];
	const write = async () => {
		onClose();
		try {
			const { id, folder } = await client.doctor.migrationFile({ connection, findings: named, write: true });
			notifyDone(t("doctor.file.written", { id, folder }));
		} catch (caught) {
			notifyError(caught);
		}
	};
	return (
		<Modal opened onClose={onClose} size={860} title={t("doctor.file.title")}>
			<div className={styles.dialog}>
				<p>{t("doctor.file.means", { n: findings.length })}</p>
				{error && <AppError error={error} connection={connection} />}
				{file && (
					<>
						<div className={styles.fileHead}>
							<SegmentedControl
								size="xs"
								aria-label={t("doctor.file.which")}
								value={kind}
								onChange={(chosen) => setKind(kinds.find((each) => each === chosen) ?? "forward")}
								data={kinds.map((value) => ({ value, label: t(`doctor.file.${value}`) }))}
							/>
							<CodeText>{file.path}</CodeText>
						</div>
						<div className={styles.file}>
							<LazySqlViewer label={file.path} text={file.text} nonce={styleNonce} />
						</div>
					</>
				)}
				<div className={styles.dialogFoot}>
					<Button variant="default" onClick={onClose} data-autofocus>
						{t("action.cancel")}
					</Button>
					<Button disabled={!data} onClick={() => void write()}>
						{t("doctor.file.write")}
					</Button>
				</div>
			</div>
		</Modal>
	);
}
