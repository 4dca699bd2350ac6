import { Button, Modal, SegmentedControl } from "@mantine/core";
import { type QueryKey, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { CodeText } from "../ui/server-text.tsx";
import { LazySqlViewer } from "../ui/sql-viewer/lazy-sql-viewer.tsx";
import { AppError } from "./app-error.tsx";
import styles from "./fix-files-dialog.module.css";
import { styleNonce } from "./nonce.ts";
import { notifyDone, notifyError } from "./notify.ts";

const kinds = ["forward", "rollback", "verify"] as const;

interface FixFiles {
	id: string;
	folder: string;
	files: { path: string; text: string }[];
}

interface FixFilesDialogProps {
	connection: string;
	/** Findings whose fixes they are. */
	count: number;
	queryKey: QueryKey;
	/** The files as they would be. */
	read: (signal: AbortSignal) => Promise<FixFiles>;
	write: () => Promise<FixFiles>;
	onClose: () => void;
	/** Called once they are there. */
	onWritten?: () => void;
}

/** The three files of a migration that mends some findings, to be read before they are written. */
export function FixFilesDialog(props: FixFilesDialogProps) {
	const { connection, count, queryKey, read, write, onClose, onWritten } = props;
	const [kind, setKind] = useState<(typeof kinds)[number]>("forward");
	const { data, error } = useQuery({ queryKey, queryFn: ({ signal }) => read(signal), retry: false, staleTime: 0 });
	const file = data?.files[kinds.indexOf(kind)];
	const confirm = async () => {
		onClose();
		try {
			const { id, folder } = await write();
			notifyDone(t("doctor.file.written", { id, folder }));
			onWritten?.();
		} catch (caught) {
			notifyError(caught);
		}
	};
	return (
		<Modal opened onClose={onClose} size={860} title={t("doctor.file.title")}>
			<div className={styles.dialog}>
				<p>{t("doctor.file.means", { n: count })}</p>
				{error && <AppError error={error} connection={connection} />}
				{file && (
					<>
						<div className={styles.head}>
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
				<div className={styles.foot}>
					<Button variant="default" onClick={onClose} data-autofocus>
						{t("action.cancel")}
					</Button>
					<Button disabled={!data} onClick={() => void confirm()}>
						{t("doctor.file.write")}
					</Button>
				</div>
			</div>
		</Modal>
	);
}
