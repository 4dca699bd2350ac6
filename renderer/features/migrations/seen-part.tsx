import { IconEqual, IconEyeExclamation } from "@tabler/icons-react";
import type { SeenChange } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import dialogs from "./dialogs.module.css";
import styles from "./seen-part.module.css";

/** Rows of a table are counted up to here; one more stands for more. */
const COUNTED = 10_000;

/** What sampled tenants see before and after a run: where it is another number, then what could not be compared. */
export function SeenPart({ seen }: { seen: SeenChange }) {
	const { changes, leftOut, missing } = seen;
	return (
		<div className={styles.seen}>
			<h3 className={styles.title}>{t("seen.title")}</h3>
			<Verdict seen={seen} />
			{changes.length > 0 && <Changes changes={changes} />}
			{leftOut > 0 && <span className={styles.faint}>{t("seen.left-out", { n: leftOut })}</span>}
			{missing.length > 0 && (
				<ul className={styles.missing} aria-label={t("seen.missing")}>
					{missing.map((why) => (
						<li key={why}>
							<strong>{t("seen.missing")}</strong> <ServerText>{why}</ServerText>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

/** Nothing is called the same that could not be compared. */
function Verdict({ seen: { changes, leftOut, tenants, tables, missing } }: { seen: SeenChange }) {
	const n = changes.length + leftOut;
	if (n > 0) {
		return (
			<Badge tone="look" icon={IconEyeExclamation}>
				{t("seen.changed", { n, tenants, tables })}
			</Badge>
		);
	}
	if (tenants === 0 || tables === 0) return <p className={styles.faint}>{t("seen.nobody")}</p>;
	return (
		<Badge tone={missing.length > 0 ? "calm" : "sealed"} icon={IconEqual}>
			{t("seen.same", { n: tenants, tables })}
		</Badge>
	);
}

function Changes({ changes }: Pick<SeenChange, "changes">) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<div className={dialogs.tableBox} tabIndex={0} role="group" aria-label={t("seen.title")}>
			<table className={dialogs.table}>
				<thead>
					<tr>
						<th scope="col">{t("scan.table")}</th>
						<th scope="col">{t("seen.tenant")}</th>
						{(["before", "after", "change"] as const).map((column) => (
							<th key={column} scope="col" data-align="end">
								{t(`seen.${column}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{changes.map(({ table, tenant, name, before, after }) => (
						<tr key={`${table} ${tenant}`}>
							<td>
								<CodeText>{table}</CodeText>
							</td>
							<td title={tenant}>
								<ServerText>{name ?? tenant}</ServerText>
							</td>
							<td data-align="end">{countWords(before)}</td>
							<td data-align="end">{countWords(after)}</td>
							<td data-align="end" className={styles.change} data-more={(after ?? 0) > (before ?? 0) || undefined}>
								{changeWords(before, after)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function countWords(rows: number | null): string {
	if (rows === null) return t("seen.absent");
	return rows > COUNTED ? t("seen.more", { rows: COUNTED }) : formatNumber(rows);
}

function changeWords(before: number | null, after: number | null): string {
	if (before === null || after === null) return "";
	return formatNumber(after - before, { signDisplay: "always" });
}
