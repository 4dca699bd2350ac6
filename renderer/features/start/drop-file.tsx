import { useEffect, useState } from "react";
import { notifyError } from "../../app/notify.ts";
import { t } from "../../i18n/i18n.ts";
import { openImport } from "./import-store.ts";
import { readFile } from "./read-file.ts";
import styles from "./start-page.module.css";

/** A file that is dropped anywhere on the window is looked at; without this the window would show its text instead of Bulkhead. */
export function DropFile() {
	const [over, setOver] = useState(false);
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
			if (file) readFile(file).then(openImport, notifyError);
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
	return over ? <div className={styles.drop}>{t("import.drop")}</div> : null;
}
