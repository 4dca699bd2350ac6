import type { TenancyResult } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Panel } from "../../ui/panel.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./tenancy.module.css";

/** What is open, what is not there, and what speaks for the rest. */
export function Evidence({
	questions,
	problems,
	findings,
}: Pick<TenancyResult, "questions" | "problems" | "findings">) {
	return (
		<>
			{problems.length > 0 && (
				<Panel title={t("tenancy.problems", { n: problems.length })}>
					<ul className={styles.list} data-tone="alarm">
						{problems.map((problem) => (
							<li key={problem}>
								<ServerText>{problem}</ServerText>
							</li>
						))}
					</ul>
				</Panel>
			)}
			{questions.length > 0 && (
				<Panel title={t("tenancy.open", { n: questions.length })}>
					<ul className={styles.list} data-tone="look">
						{questions.map(({ text, chosen, others }) => (
							<li key={text}>
								<ServerText>{text}</ServerText>
								{chosen !== undefined && <Answers name={t("tenancy.open.chosen")} texts={[chosen]} />}
								{others.length > 0 && <Answers name={t("tenancy.open.others")} texts={others} />}
							</li>
						))}
					</ul>
				</Panel>
			)}
			{findings.length > 0 && (
				<Panel title={t("tenancy.findings")}>
					<ul className={styles.list}>
						{findings.map(({ text, evidence }) => (
							<li key={text}>
								<ServerText>{text}</ServerText>
								{evidence.map((each) => (
									<p key={each} className={styles.evidence}>
										<CodeText>{each.replaceAll(/\s+/g, " ")}</CodeText>
									</p>
								))}
							</li>
						))}
					</ul>
				</Panel>
			)}
		</>
	);
}

function Answers({ name, texts }: { name: string; texts: readonly string[] }) {
	return (
		<p className={styles.answer}>
			<span>{name}</span>
			{texts.map((text) => (
				<CodeText key={text}>{text}</CodeText>
			))}
		</p>
	);
}
