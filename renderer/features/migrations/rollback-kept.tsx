import { IconAlertTriangle, IconCamera } from "@tabler/icons-react";
import type { PlanResult, SnapshotRoom } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { formatBytes } from "../../ui/format-bytes.ts";
import { CodeText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";
import { PlanView } from "./plan-view.tsx";
import own from "./rollback.module.css";

interface RollbackKeptProps {
	connection: string;
	plan: PlanResult;
	onLeave: () => void;
}

/** Second step: where what goes is kept, whether there is room for it, and the files that undo. */
export function RollbackKept({ connection, plan, onLeave }: RollbackKeptProps) {
	return (
		<>
			{plan.room ? <Kept room={plan.room} /> : <p className={styles.calm}>{t("rollback.kept.nothing")}</p>}
			<PlanView connection={connection} title={t("rollback.steps")} plan={plan} onLeave={onLeave} />
			<p className={styles.note}>{t("rollback.transaction")}</p>
		</>
	);
}

/** Without room the core refuses before anything is done; so does this screen. */
export const hasRoom = ({ room }: PlanResult): boolean => room === undefined || room.free >= room.needed;

function Kept({ room }: { room: SnapshotRoom }) {
	const enough = room.free >= room.needed;
	const Sign = enough ? IconCamera : IconAlertTriangle;
	return (
		<section className={enough ? styles.kept : own.full} aria-label={t("rollback.snapshot")}>
			<Sign size={17} aria-hidden />
			<div>
				<strong>{t(enough ? "rollback.snapshot" : "rollback.snapshot.full")}</strong>{" "}
				{t(enough ? "rollback.snapshot.text" : "rollback.snapshot.full.text")}
				<Facts>
					<Fact name={t("rollback.snapshot.folder")}>
						<CodeText>{room.folder}</CodeText>
					</Fact>
					<Fact name={t("rollback.snapshot.needed")}>
						<span data-figures>{t("rollback.snapshot.at-most", { size: formatBytes(room.needed) })}</span>
					</Fact>
					<Fact name={t("rollback.snapshot.free")}>
						<span data-figures>{formatBytes(room.free)}</span>
					</Fact>
				</Facts>
			</div>
		</section>
	);
}
