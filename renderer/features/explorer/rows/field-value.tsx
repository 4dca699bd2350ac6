import { t } from "../../../i18n/i18n.ts";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./rows.module.css";

interface FieldValueProps {
	value: string | null;
	masked?: boolean | undefined;
	whole?: number | undefined;
}

/** A value with its own line ends. */
export function FieldValue({ value, masked, whole }: FieldValueProps) {
	if (value === null) return <span className={styles.null}>NULL</span>;
	if (masked) return <span className={styles.maskedValue}>{t("sheet.masked")}</span>;
	if (value === "") return <span className={styles.emptyValue}>{t("grid.empty-text")}</span>;
	return (
		<span className={styles.value}>
			<ServerText>{value}</ServerText>
			{whole !== undefined && <small>{t("sheet.cut", { n: whole })}</small>}
		</span>
	);
}
