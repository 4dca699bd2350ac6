import { Modal, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { LintFinding } from "../../../main/contract/index.ts";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { SqlPart } from "../../app/sql-part.tsx";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import type { TextFile } from "./read-file.ts";
import styles from "./sql-file-dialog.module.css";

/** A file of SQL that was dropped: what lint says of it, and its text. Nothing of it is run. */
export function SqlFileDialog({ file: { name, text }, onClose }: { file: TextFile; onClose: () => void }) {
	const { data, error } = useQuery({
		queryKey: ["sql-file", name, text],
		queryFn: ({ signal }) => client.lint.files({ files: [{ file: name, text }] }, { signal }),
		gcTime: 0,
		retry: false,
	});
	return (
		<Modal opened onClose={onClose} title={t("sql-file.title", { name })} size="xl">
			<div className={styles.body}>
				<p>{t("sql-file.summary")}</p>
				{error !== null && <AppError error={error} />}
				{error === null && data === undefined && <Skeleton height={60} />}
				{data !== undefined && <Findings findings={data.findings} />}
				<SqlPart label={t("sql-file.text")} copy={t("sql-file.copy")} text={text} />
				<p className={styles.next}>{t("sql-file.next")}</p>
			</div>
		</Modal>
	);
}

function Findings({ findings }: { findings: readonly LintFinding[] }) {
	if (findings.length === 0) {
		return (
			<p>
				<Badge tone="sealed" icon={IconCircleCheck}>
					{t("sql-file.none")}
				</Badge>
			</p>
		);
	}
	return (
		<ul className={styles.findings}>
			{findings.map((finding) => (
				<li
					key={`${finding.rule} ${finding.line} ${finding.column} ${finding.message}`}
					data-severity={finding.severity}
				>
					<Finding finding={finding} />
				</li>
			))}
		</ul>
	);
}

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

function Finding({ finding: { severity, line, message, rule, why, fix } }: { finding: LintFinding }) {
	const Sign = icons[severity];
	return (
		<>
			<Sign size={15} aria-label={t(`plan.lint.${severity}`, { n: 1 })} role="img" />
			<div>
				<p>
					<strong>{t("plan.lint.line", { line })}</strong> <ServerText>{message}</ServerText> <code>{rule}</code>
				</p>
				<details>
					<summary>{t(fix === undefined ? "plan.lint.why" : "plan.lint.safer")}</summary>
					<p>{why}</p>
					{fix !== undefined && (
						<pre dir="ltr">
							<ServerText>{fix}</ServerText>
						</pre>
					)}
				</details>
			</div>
		</>
	);
}
