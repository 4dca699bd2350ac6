import type { IndexDifference, IndexMoment } from "../../../../main/contract/index.ts";
import { formatNumber, type MessageKey, t } from "../../../i18n/i18n.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { Panel } from "../../../ui/panel.tsx";
import { CodeText, ServerText } from "../../../ui/server-text.tsx";
import { SmallTable } from "../../../ui/small-table.tsx";
import { FindingList } from "../findings/finding-list.tsx";
import styles from "./compare.module.css";

/** What came and what went between two moments: findings, indexes, figures. */
export function DifferencePart({ connection, difference }: { connection: string; difference: IndexDifference }) {
	const { from, to, appeared, gone, added, dropped, changed } = difference;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<section className={styles.body} tabIndex={0} aria-label={t("indexes.compare")}>
			<div className={styles.columns}>
				<div className={styles.column}>
					{appeared.length > 0 && (
						<Panel title={t("compare.appeared", { n: appeared.length })}>
							<FindingList connection={connection} findings={appeared} />
						</Panel>
					)}
					{gone.length > 0 && (
						<Panel title={t("compare.gone", { n: gone.length })}>
							<FindingList connection={connection} findings={gone} />
						</Panel>
					)}
					<Definitions title={t("compare.added", { n: added.length })} sign="+" lines={added} />
					<Definitions title={t("compare.dropped", { n: dropped.length })} sign="-" lines={dropped} />
					{changed.length > 0 && (
						<Panel title={t("compare.changed", { n: changed.length })}>
							{changed.map(({ index, before, after }) => (
								<div key={index} className={styles.lines} dir="ltr">
									<CodeText>{index}</CodeText>
									<Line sign="-" text={before} />
									<Line sign="+" text={after} />
								</div>
							))}
						</Panel>
					)}
				</div>
				<Figures from={from} to={to} />
			</div>
		</section>
	);
}

function Definitions({ title, sign, lines }: { title: string; sign: "+" | "-"; lines: readonly string[] }) {
	if (lines.length === 0) return null;
	return (
		<Panel title={title}>
			<div className={styles.lines} dir="ltr">
				{lines.map((text) => (
					<Line key={text} sign={sign} text={text} />
				))}
			</div>
		</Panel>
	);
}

function Line({ sign, text }: { sign: "+" | "-"; text: string }) {
	return (
		<div data-sign={sign}>
			<ServerText>{`${sign} ${text}`}</ServerText>
		</div>
	);
}

const figures: [MessageKey, (moment: IndexMoment) => string][] = [
	["compare.score", ({ score }) => (score === null ? t("score.none") : formatNumber(score))],
	["compare.errors", ({ findings }) => formatNumber(findings.ERROR)],
	["compare.warnings", ({ findings }) => formatNumber(findings.WARN)],
	["compare.notes", ({ findings }) => formatNumber(findings.INFO)],
	["compare.indexes", ({ indexes }) => formatNumber(indexes)],
	["compare.bytes", ({ indexBytes }) => formatBytes(indexBytes)],
];

function Figures({ from, to }: Pick<IndexDifference, "from" | "to">) {
	return (
		<Panel title={t("compare.figures")}>
			<SmallTable head={[t("compare.figure"), t("compare.from"), t("compare.to")]}>
				{figures.map(([name, say]) => (
					<tr key={name} data-changed={say(from) !== say(to) || undefined}>
						<th scope="row">{t(name)}</th>
						<td>{say(from)}</td>
						<td>{say(to)}</td>
					</tr>
				))}
			</SmallTable>
		</Panel>
	);
}
