import { IconAlertTriangle } from "@tabler/icons-react";
import type { AdoptionPreview } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";
import dialogs from "./dialogs.module.css";

/** What would be adopted and on what evidence; what not, and why; what nobody knows. */
export function AdoptPreview({ preview }: { preview: AdoptionPreview }) {
	const { adopt, skipped, history, notes, refusals } = preview;
	if (refusals.length > 0)
		return <AppError error={{ code: "REFUSED", message: t("adopt.refused"), data: { reasons: refusals } }} />;
	return (
		<>
			<Adopted adopt={adopt} />
			<More
				title={t("adopt.skipped", { n: skipped.length })}
				items={skipped.map(({ id, reason }) => ({ id, text: reason }))}
				open={adopt.length === 0}
			/>
			<More
				title={t("adopt.without-file", { n: history?.withoutFile.length ?? 0 })}
				items={(history?.withoutFile ?? []).map((version) => ({ id: version, text: "" }))}
				open
			/>
			{notes.map((note) => (
				<p key={note} className={dialogs.note}>
					<ServerText>{note}</ServerText>
				</p>
			))}
		</>
	);
}

function Adopted({ adopt }: Pick<AdoptionPreview, "adopt">) {
	if (adopt.length === 0) return <p className={dialogs.calm}>{t("adopt.preview.none")}</p>;
	const title = t("adopt.preview");
	return (
		<section aria-label={title}>
			<h3 className={dialogs.heading}>
				{title} <span className={dialogs.total}>{t("adopt.count", { n: adopt.length })}</span>
			</h3>
			{/* biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset */}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<div className={dialogs.tableBox} tabIndex={0} role="group" aria-label={title}>
				<table className={dialogs.table}>
					<thead>
						<tr>
							<th scope="col">{t("adopt.migration")}</th>
							<th scope="col">{t("adopt.evidence")}</th>
						</tr>
					</thead>
					<tbody>
						{adopt.map((each) => (
							<tr key={each.id}>
								<td>
									<CodeText>{each.id}</CodeText> <ServerText>{each.name}</ServerText>
								</td>
								<td>
									<ServerText>{evidenceOf(each)}</ServerText>{" "}
									{each.differences.length > 0 && (
										<Badge tone="alarm" icon={IconAlertTriangle}>
											{t("adopt.differs")}
										</Badge>
									)}
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

type Adoptable = AdoptionPreview["adopt"][number];

/** In words: what the history has, when and by whom, and what the checks say. */
function evidenceOf({ history, checks: { passed, failed } }: Adoptable): string {
	const words: string[] = [];
	if (history) {
		const { table, version, at, by } = history;
		const when = at === undefined ? "" : ` ${t("adopt.evidence.at", { at })}`;
		const whom = by === undefined ? "" : ` ${t("adopt.evidence.by", { by })}`;
		words.push(`${t("adopt.evidence.history", { table, version })}${when}${whom}`);
	}
	if (failed > 0) words.push(t("adopt.evidence.failed", { n: failed, of: passed + failed }));
	else if (passed > 0) words.push(t("adopt.evidence.checks", { n: passed }));
	else if (history) words.push(t("adopt.evidence.alone"));
	return words.join(" · ");
}

interface MoreProps {
	title: string;
	items: readonly { id: string; text: string }[];
	open: boolean;
}

function More({ title, items, open }: MoreProps) {
	if (items.length === 0) return null;
	return (
		<details className={styles.more} open={open}>
			<summary>{title}</summary>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
			<ul tabIndex={0}>
				{items.map(({ id, text }) => (
					<li key={id}>
						<CodeText>{id}</CodeText> <ServerText>{text}</ServerText>
					</li>
				))}
			</ul>
		</details>
	);
}
