import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { AdoptResult } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import type { JobView } from "../../app/jobs/job-view.ts";
import { jobNow } from "../../app/jobs/job-words.ts";
import { headlineOf } from "../../app/jobs/run-headline.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";
import { adoptedWords } from "./adopted-words.ts";
import dialogs from "./dialogs.module.css";

interface AdoptRunProps {
	view: JobView | undefined;
	connection: string;
	/** What differed from what was run, and was adopted by a decision. */
	despite: readonly string[];
}

/** The adoption while it runs, and what came of it. */
export function AdoptRun({ view, connection, despite }: AdoptRunProps) {
	if (!view?.end) {
		return (
			<p className={dialogs.calm} role="status">
				{view ? `${headlineOf(view).text}… ${jobNow(view)}` : t("job.begun")}
			</p>
		);
	}
	if (view.end.status === "failed") return <AppError error={view.end.error} connection={connection} />;
	return view.end.outcome.job === "adopt" ? (
		<Result view={view} result={view.end.outcome.result} despite={despite} />
	) : null;
}

interface ResultProps {
	view: JobView;
	result: AdoptResult;
	despite: readonly string[];
}

function Result({ view, result: { adopted, skipped, history, notes = [] }, despite }: ResultProps) {
	const Sign = adopted.length > 0 ? IconCircleCheck : IconInfoCircle;
	const title = headlineOf(view).text;
	return (
		<>
			<p className={dialogs.kept} role="status">
				<Sign size={17} aria-hidden />
				<strong>{title}</strong>
			</p>
			<List
				title={t("adopt.preview.done")}
				items={adopted.map((each) => ({
					id: each.id,
					text: [each.name, adoptedWords(each)].filter(Boolean).join(" · "),
				}))}
			/>
			<List title={t("adopted.despite")} items={despite.map((text) => ({ id: "", text }))} />
			<List title={t("run.skipped")} items={skipped.map(({ id, reason }) => ({ id, text: reason }))} />
			<List
				title={t("adopted.without-file")}
				items={(history?.withoutFile ?? []).map((version) => ({ id: version, text: history?.table ?? "" }))}
			/>
			<List title={t("adopted.notes")} items={notes.map((note) => ({ id: "", text: note }))} />
		</>
	);
}

function List({ title, items }: { title: string; items: readonly { id: string; text: string }[] }) {
	if (items.length === 0) return null;
	return (
		<section className={styles.result} aria-label={title}>
			<h3 className={dialogs.heading}>{title}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
			<ul tabIndex={0}>
				{items.map(({ id, text }) => (
					<li key={`${id} ${text}`}>
						{id !== "" && <CodeText>{id}</CodeText>} <ServerText>{text}</ServerText>
					</li>
				))}
			</ul>
		</section>
	);
}
