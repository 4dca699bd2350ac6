import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { FleetTarget } from "../../../main/contract/index.ts";
import { EnvironmentBadge } from "../../app/environment-badge.tsx";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { TypedConfirmation } from "../../ui/typed-confirmation.tsx";
import styles from "./fleet.module.css";
import { migrateFleet, useFleet } from "./fleet-store.ts";

interface MigrateDialogProps {
	waves: readonly { label: string; targets: readonly FleetTarget[] }[];
	onClose: () => void;
}

/** Asks before many databases are changed; where production is among them, how many they are has to be typed. */
export function MigrateDialog({ waves, onClose }: MigrateDialogProps) {
	const [typed, setTyped] = useState("");
	const { plan } = useFleet();
	const targets = waves.flatMap((wave) => wave.targets);
	const production = targets.filter(({ environment }) => environment === "production").length;
	const phrase = String(targets.length);
	const go = () => {
		onClose();
		void migrateFleet(useFleet.getState()).then(() => goTo(paths.fleetPart("runs")));
	};
	return (
		<Modal opened onClose={onClose} size={620} title={t("fleet.migrate.title", { n: targets.length })}>
			<div className={styles.dialog}>
				<ol className={styles.planned}>
					{waves.map(({ label, targets: those }) => (
						<li key={label}>
							<strong>
								<ServerText>{label}</ServerText>
							</strong>{" "}
							{t("fleet.planned.count", { n: those.length })}
						</li>
					))}
				</ol>
				<p>{t(plan.stopAfter === 0 ? "fleet.migrate.never" : "fleet.migrate.stops", { n: plan.stopAfter })}</p>
				{plan.rehearse && <p>{t("fleet.migrate.rehearse")}</p>}
				{production > 0 && (
					<>
						<p>
							<EnvironmentBadge environment="production" /> {t("fleet.migrate.production", { n: production })}
						</p>
						<TypedConfirmation why={t("fleet.migrate.type")} phrase={phrase} typed={typed} onType={setTyped} />
					</>
				)}
				<div className={styles.dialogFoot}>
					<Button variant="default" onClick={onClose} data-autofocus>
						{t("action.cancel")}
					</Button>
					<Button disabled={production > 0 && typed !== phrase} onClick={go}>
						{t("fleet.migrate.do", { n: targets.length })}
					</Button>
				</div>
			</div>
		</Modal>
	);
}
