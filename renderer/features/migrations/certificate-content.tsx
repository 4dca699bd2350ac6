import type { Certificate, Drift } from "../../../main/contract/index.ts";
import { FinishList } from "../../app/finish-list.tsx";
import { t } from "../../i18n/i18n.ts";
import { CertificateDifference } from "./certificate-difference.tsx";
import { CertificateFacts } from "./certificate-facts.tsx";
import { CertificateTables } from "./certificate-tables.tsx";
import styles from "./certificates.module.css";
import { SeenPart } from "./seen-part.tsx";

/** All that a certificate says, on the screen and on paper. */
export function CertificateContent({ certificate }: { certificate: Certificate }) {
	const { body } = certificate;
	return (
		<>
			{body.drift && <DriftTold drift={body.drift} gap={body.gap.length} />}
			{body.gap.map(({ run, at, by, events }) => (
				<p key={run} className={styles.told}>
					{t("certificates.gap", { at, by, events: events.join(", ") })}
				</p>
			))}
			{body.notCompared !== null && <p className={styles.told}>{body.notCompared}</p>}
			<CertificateFacts certificate={certificate} />
			<CertificateTables body={body} />
			{body.isolation && <SeenPart seen={body.isolation} />}
			<h3 className={styles.heading}>{t("finish.title")}</h3>
			<FinishList open={body.open} />
			<h3 className={styles.heading}>{t("certificate.difference")}</h3>
			{body.difference.length > 0 ? (
				<CertificateDifference lines={body.difference} leftOut={body.differenceLeftOut} />
			) : (
				<span>{t("certificate.difference.none")}</span>
			)}
		</>
	);
}

/** `gap`: how many runs without a certificate may have brought it. */
export function DriftTold({ drift, gap }: { drift: Drift; gap: number }) {
	const n = drift.since.number;
	return (
		<div className={styles.told}>
			<strong>{t(gap > 0 ? "certificates.drift.gap" : "certificates.drift", { n })}</strong>
			{drift.difference ? (
				<details>
					<summary>{t("certificate.difference")}</summary>
					<CertificateDifference lines={drift.difference} leftOut={drift.leftOut} />
				</details>
			) : (
				<div>{t("certificates.drift.unknown")}</div>
			)}
		</div>
	);
}
