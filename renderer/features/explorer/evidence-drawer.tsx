import { Drawer } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import type { OpenedView, ViewEvidence } from "../../../main/contract/index.ts";
import { levelLooks } from "../../app/looks/level-looks.ts";
import { useLooks } from "../../app/looks/looks-store.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Timestamp } from "../../ui/moment.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";
import { Reasons } from "./level-card.tsx";

/** What the newest answer of a view proved about itself. */
export function EvidenceDrawer({ view, onClose }: { view: OpenedView; onClose: () => void }) {
	const newest = useLooks(({ evidence }) => evidence[view.view]) ?? view.evidence;
	return (
		<Drawer opened onClose={onClose} title={t("look.evidence")} size={460}>
			<EvidenceCard evidence={newest} />
			<Facts>
				<Fact name={t("evidence.reason")}>
					<ServerText>{view.reason}</ServerText>
				</Fact>
				{view.ticket !== undefined && (
					<Fact name={t("look.ticket")}>
						<ServerText>{view.ticket}</ServerText>
					</Fact>
				)}
				<Fact name={t("evidence.opened")}>
					<Timestamp at={view.openedAt} />
				</Fact>
				<Fact name={t("evidence.ends")}>
					<Timestamp at={view.endsAt} />
				</Fact>
				<Fact name={t("evidence.reveals")}>{view.reveals}</Fact>
				{view.swept.length > 0 && <Fact name={t("evidence.swept")}>{view.swept.length}</Fact>}
			</Facts>
			<Reasons title={t("look.level.why")} items={view.why} />
			<Reasons title={t("look.level.up")} items={view.waysUp} />
		</Drawer>
	);
}

export function EvidenceCard({ evidence }: { evidence: ViewEvidence }) {
	const { tone, icon: Sign, name, means } = levelLooks[evidence.level];
	const { rowSecurity } = evidence;
	return (
		<section aria-label={t("look.evidence")}>
			<div className={styles.seal} data-tone={tone}>
				<Sign size={30} stroke={1.6} aria-hidden />
				<span>
					<strong>{t(name)}</strong>
					{t(means)}
				</span>
			</div>
			<Facts>
				<Fact name={t("evidence.tenant")}>
					<CodeText>{evidence.tenant}</CodeText>
				</Fact>
				<Fact name={t("evidence.role")}>
					<CodeText>{evidence.role}</CodeText>
				</Fact>
				<Fact name={t("evidence.session")}>
					<CodeText>{evidence.sessionUser}</CodeText>
				</Fact>
				<Proof name={t("evidence.read-only")} good={evidence.readOnly} />
				<Proof name={t("evidence.superuser")} good={!evidence.superuser} said={evidence.superuser} />
				<Proof name={t("evidence.bypass")} good={!evidence.bypassrls} said={evidence.bypassrls} />
				{evidence.refusesUnfiltered !== undefined && (
					<Proof name={t("evidence.refuses")} good={evidence.refusesUnfiltered} />
				)}
				<Fact name={t("evidence.filtered")}>{t(evidence.filteredByTool ? "yes" : "no")}</Fact>
				<Fact name={t("evidence.server")}>
					<CodeText>{evidence.server}</CodeText>
				</Fact>
				<Fact name={t("evidence.at")}>
					<Timestamp at={evidence.at} />
				</Fact>
			</Facts>
			{rowSecurity.length > 0 && (
				<table className={styles.proofs}>
					<thead>
						<tr>
							<th>{t("evidence.table")}</th>
							<th>{t("evidence.rls")}</th>
						</tr>
					</thead>
					<tbody>
						{rowSecurity.map(({ schema, table, active }) => (
							<tr key={JSON.stringify([schema, table])}>
								<td>
									<CodeText>{`${schema}.${table}`}</CodeText>
								</td>
								<td>
									<Badge tone={active ? "sealed" : "alarm"} icon={active ? IconCheck : IconX}>
										{t(active ? "evidence.rls.active" : "evidence.rls.not")}
									</Badge>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

/** `said`: what is true, where that is not the good of it. */
function Proof({ name, good, said = good }: { name: string; good: boolean; said?: boolean }) {
	return (
		<Fact name={name}>
			<Badge tone={good ? "sealed" : "alarm"} icon={good ? IconCheck : IconX}>
				{t(said ? "yes" : "no")}
			</Badge>
		</Fact>
	);
}
