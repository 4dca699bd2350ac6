import { t } from "../../i18n/i18n.ts";
import { formatAbsolute } from "../format-time.ts";
import { ServerText } from "../server-text.tsx";
import type { GridValue } from "./columns.ts";
import styles from "./data-grid.module.css";

/** One value in a cell. NULL, the empty string and text that says "NULL" all look different. */
export function CellValue({ value }: { value: GridValue }) {
	if (value === null) return <span className={styles.null}>NULL</span>;
	if (value === "") return <span className={styles.emptyText}>{t("grid.empty-text")}</span>;
	return <ServerText>{cellText(value)}</ServerText>;
}

/** The value as plain text, as it is copied. */
export function cellText(value: GridValue): string {
	if (value === null) return "";
	return value instanceof Date ? formatAbsolute(value) : String(value);
}
