import { IconLink, IconLinkOff } from "@tabler/icons-react";
import type { AuditVerdict } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./audit.module.css";

/** What verifying found: that it holds, or the first entry that does not; and what the database remembers. */
export function VerdictTold({ verdict: { ok, entries, head, brokenAt, anchors } }: { verdict: AuditVerdict }) {
	return (
		<section className={styles.verdict} data-broken={!ok || undefined} role="status">
			<p>
				<Badge tone={ok ? "sealed" : "alarm"} icon={ok ? IconLink : IconLinkOff} filled={!ok}>
					{ok ? t("audit.holds", { n: entries }) : t("audit.broken", { seq: String(brokenAt?.seq) })}
				</Badge>
				{brokenAt && <ServerText>{brokenAt.message}</ServerText>}
			</p>
			{anchors && (
				<p>
					{anchors.held > 0
						? t("audit.anchors", { n: anchors.held, database: anchors.database })
						: t("audit.anchors.none", { database: anchors.database })}
				</p>
			)}
			{anchors?.lost.map(({ chain, seq, certificate }) => (
				<p key={chain} className={styles.lost}>
					{t("audit.anchors.lost", { certificate, seq, database: anchors.database })}
				</p>
			))}
			{ok && head && (
				<p className={styles.head} title={t("audit.head.keep")}>
					{t("audit.head", { seq: String(head.seq), at: head.at, hash: head.hash })}
					<CopyButton value={head.hash} label={t("audit.head.copy")} />
				</p>
			)}
		</section>
	);
}
