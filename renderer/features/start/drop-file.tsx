import { lazy, Suspense, useEffect, useState } from "react";
import { notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { openImport } from "./import-store.ts";
import { readFile, type TextFile } from "./read-file.ts";
import styles from "./start-page.module.css";

const SqlFileDialog = lazy(async () => ({ default: (await import("./sql-file-dialog.tsx")).SqlFileDialog }));

/**
 * A file that is dropped anywhere on the window is looked at: SQL is checked, everything else is taken for connections. Without this the
 * window would show its text instead of Bulkhead.
 */
export function DropFile() {
	const [sql, setSql] = useState<TextFile>();
	const over = useDroppedFile((file) => {
		readFile(file).then((read) => (/\.sql$/i.test(file.name) ? setSql(read) : openImport(read)), notifyError);
	});
	return (
		<>
			{over && <div className={styles.drop}>{t("import.drop")}</div>}
			<Suspense>{sql && <SqlFileDialog file={sql} onClose={() => setSql(undefined)} />}</Suspense>
		</>
	);
}

/** Hears of the first file of each drop; answers with whether one is held over the window. */
function useDroppedFile(onFile: (file: File) => void): boolean {
	const [over, setOver] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is done with a file never changes
	useEffect(() => {
		const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
		const onOver = (event: DragEvent) => {
			if (!holdsFile(event)) return;
			event.preventDefault();
			setOver(true);
		};
		const onLeave = (event: DragEvent) => {
			if (event.relatedTarget === null) setOver(false);
		};
		const onDrop = (event: DragEvent) => {
			setOver(false);
			if (!holdsFile(event)) return;
			event.preventDefault();
			const file = event.dataTransfer?.files[0];
			if (file) onFile(file);
		};
		window.addEventListener("dragover", onOver);
		window.addEventListener("dragleave", onLeave);
		window.addEventListener("drop", onDrop);
		return () => {
			window.removeEventListener("dragover", onOver);
			window.removeEventListener("dragleave", onLeave);
			window.removeEventListener("drop", onDrop);
		};
	}, []);
	return over;
}
