import { IconCircleCheck } from "@tabler/icons-react";
import type { TestResult } from "../../../main/contract/index.ts";
import { RolePowers, ServerFacts, TestWarnings } from "../../app/test-facts.tsx";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";

export function TestOutcome({ test, local }: { test: TestResult; local: boolean }) {
	return (
		<section className={styles.outcome} aria-label={t("connection.test")}>
			<p className={styles.good}>
				<IconCircleCheck size={17} aria-hidden /> {t("connection.test.good")}
			</p>
			<TestWarnings warnings={test.warnings} />
			<ServerFacts test={test} local={local} />
			<RolePowers role={test.role} />
		</section>
	);
}
