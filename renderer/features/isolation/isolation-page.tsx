import { IconStethoscope } from "@tabler/icons-react";
import { paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { SubNav } from "../../ui/sub-nav.tsx";
import { DoctorView } from "./doctor-view.tsx";
import styles from "./isolation.module.css";

/** Proofs that tenants see their own rows and no others: a view a proof. */
export function IsolationPage({ connection }: { connection: string }) {
	return (
		<div className={styles.page}>
			<SubNav
				label={t("isolation.views")}
				current="doctor"
				items={[
					{
						id: "doctor",
						text: t("isolation.doctor"),
						href: `#${paths.isolation(connection)}`,
						icon: IconStethoscope,
					},
				]}
			/>
			<DoctorView connection={connection} />
		</div>
	);
}
