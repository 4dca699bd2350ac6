import { Checkbox, Radio } from "@mantine/core";
import { useState } from "react";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { startRehearsal } from "../../app/start-run.ts";
import { t } from "../../i18n/i18n.ts";
import { DialogFrame } from "./dialog-frame.tsx";

interface RehearsalDialogProps {
	connection: ConnectionCard;
	/** Up to and with this one; all pending ones without it. */
	to: string | undefined;
	onClose: () => void;
}

const places = ["live", "server", "embedded"] as const;
type Place = (typeof places)[number];

/** Before a rehearsal: where it runs, which is a question of who may have to wait for it. */
export function RehearsalDialog({ connection, to, onClose }: RehearsalDialogProps) {
	// On production nobody is to wait because somebody tries something.
	const [place, setPlace] = useState<Place>(connection.environment === "production" ? "embedded" : "live");
	const [tenants, setTenants] = useState(true);
	const run = (): void =>
		void startRehearsal(connection.id, { to, tenants, ...(place === "live" ? {} : { scratch: place }) });
	return (
		<DialogFrame
			title={t("rehearse.title")}
			connection={connection}
			onClose={onClose}
			confirm={{ text: t("rehearse.do"), ready: true, run }}
		>
			<Radio.Group label={t("rehearse.where")} value={place} onChange={(value) => setPlace(value as Place)}>
				{places.map((each) => (
					<Radio
						key={each}
						mt={10}
						value={each}
						label={t(`rehearse.${each}`)}
						description={t(`rehearse.${each}.means`)}
					/>
				))}
			</Radio.Group>
			{place === "live" && (
				<Checkbox
					label={t("rehearse.tenants")}
					description={t("rehearse.tenants.means")}
					checked={tenants}
					onChange={(event) => setTenants(event.currentTarget.checked)}
				/>
			)}
		</DialogFrame>
	);
}
