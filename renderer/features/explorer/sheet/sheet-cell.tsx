import { IconLink, IconLock } from "@tabler/icons-react";
import { memo } from "react";
import { t } from "../../../i18n/i18n.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import type { Cell } from "./row-pager.ts";
import styles from "./sheet.module.css";

/** Characters of a cell that are drawn in a line of a grid. */
const DRAWN = 240;

interface CellTextProps {
	value: Cell;
	masked?: boolean | undefined;
	/** The whole length, where the server sent less. */
	whole?: number | undefined;
	points?: boolean | undefined;
}

/** A cell in one line: NULL, the empty text and what is masked look different; ends of lines are shown as a sign. */
export const CellText = memo(function CellText({ value, masked, whole, points }: CellTextProps) {
	if (value === null) return <span className={styles.null}>NULL</span>;
	if (masked) {
		return (
			<span className={styles.masked}>
				<IconLock size={12} aria-hidden />
				<span>{t("sheet.masked")}</span>
			</span>
		);
	}
	if (value === "") return <span className={styles.emptyText}>{t("grid.empty-text")}</span>;
	return (
		<>
			<ServerText>{value.slice(0, DRAWN).replace(/\r\n?|\n/g, "⏎")}</ServerText>
			{whole !== undefined && <span className={styles.cut}>{t("sheet.cut", { n: whole })}</span>}
			{points && <IconLink size={12} className={styles.points} aria-hidden />}
		</>
	);
});
