import { Button } from "@mantine/core";
import { IconPlayerTrackNext, IconProgress } from "@tabler/icons-react";
import type { UnfinishedScan } from "../../../../main/contract/index.ts";
import { startScan } from "../../../app/start-run.ts";
import { t } from "../../../i18n/i18n.ts";
import { Moment } from "../../../ui/moment.tsx";
import { ServerText } from "../../../ui/server-text.tsx";
import styles from "./scan.module.css";

/** A scan that was interrupted: how far it came, and the way on from there. */
export function UnfinishedBand({ connection, unfinished }: { connection: string; unfinished: UnfinishedScan }) {
	const { startedAt, asked, done, of, found } = unfinished;
	return (
		<section className={styles.band} data-tone={found ? "alarm" : "look"} aria-label={t("scan.unfinished")}>
			<IconProgress size={18} aria-hidden />
			<div className={styles.words}>
				<strong>
					{t("scan.unfinished.text", { n: of, done })} {found && t("scan.unfinished.found")}
				</strong>
				<span className={styles.faint}>
					<Moment at={startedAt} /> · <ServerText>{choiceWords(asked)}</ServerText>
				</span>
			</div>
			<Button
				leftSection={<IconPlayerTrackNext size={15} />}
				onClick={() => void startScan(connection, { ...asked, resume: true })}
			>
				{t("scan.resume")}
			</Button>
		</section>
	);
}

function choiceWords({ tables, tenants, sample }: UnfinishedScan["asked"]): string {
	const whom = tenants ? t("scan.choice.named", { n: tenants.length }) : sampleWords(sample);
	return `${tables ? tables.join(", ") : t("scan.which.all")} · ${whom}`;
}

const sampleWords = (sample: number | undefined): string =>
	sample === undefined ? t("scan.whom.all") : t("scan.choice.sample", { n: sample });
