import { Button } from "@mantine/core";
import { IconCertificate } from "@tabler/icons-react";
import type { CertificateNote } from "../../../main/contract/index.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./run-panel.module.css";

/** Which certificate a run left, or why it left none, and what is still open. */
export function CertificateLine({ note, connection }: { note: CertificateNote | undefined; connection: string }) {
	if (!note) return null;
	const { number, problem, open = 0 } = note;
	return (
		<p className={styles.now}>
			{problem === undefined ? (
				<span>{t("run.certificate", { number: String(number) })}</span>
			) : (
				<span>
					<strong>{t("run.certificate.none")}</strong> <ServerText>{problem}</ServerText>
				</span>
			)}
			{open > 0 && <span>{t("run.certificate.open", { n: open })}</span>}
			<Button
				className={styles.see}
				size="compact-xs"
				variant="default"
				leftSection={<IconCertificate size={14} />}
				onClick={() => goTo(paths.certificates(connection))}
			>
				{t("run.see-certificates")}
			</Button>
		</p>
	);
}
