import { IconGridDots, IconRadar2, IconStethoscope } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { goTo, paths } from "../../app/paths.ts";
import { usePlace } from "../../app/route.ts";
import { t } from "../../i18n/i18n.ts";
import { Page } from "../../ui/page.tsx";
import { SubNav } from "../../ui/sub-nav.tsx";
import { CoverageView } from "./coverage/coverage-view.tsx";
import { DoctorView } from "./doctor-view.tsx";
import { ScanView } from "./scan/scan-view.tsx";

/** Proofs that tenants see their own rows and no others: a view a proof. */
export function IsolationPage({ connection }: { connection: string }) {
	const { part } = usePlace();
	const [about, setAbout] = useState<string>();
	// Whoever comes to the doctor by himself sees all of it.
	useEffect(() => {
		if (part !== undefined) setAbout(undefined);
	}, [part]);
	const findings = (words: string): void => {
		setAbout(words);
		goTo(paths.isolation(connection));
	};
	return (
		<Page>
			<SubNav
				label={t("isolation.views")}
				current={part ?? "doctor"}
				items={[
					{
						id: "doctor",
						text: t("isolation.doctor"),
						href: `#${paths.isolation(connection)}`,
						icon: IconStethoscope,
					},
					{
						id: "scan",
						text: t("isolation.scan"),
						href: `#${paths.isolationPart(connection, "scan")}`,
						icon: IconRadar2,
					},
					{
						id: "coverage",
						text: t("isolation.coverage"),
						href: `#${paths.isolationPart(connection, "coverage")}`,
						icon: IconGridDots,
					},
				]}
			/>
			{part === "scan" && <ScanView connection={connection} onFindings={findings} />}
			{part === "coverage" && <CoverageView connection={connection} />}
			{part !== "scan" && part !== "coverage" && <DoctorView connection={connection} about={about} />}
		</Page>
	);
}
