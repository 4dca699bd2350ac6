import { Checkbox, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ConnectionCard, PlanResult } from "../../../main/contract/index.ts";
import { TypedName } from "../../app/typed-name.tsx";
import { t } from "../../i18n/i18n.ts";
import type { RollbackConsent } from "./rollback-ready.ts";
import { SeenSwitch } from "./seen-switch.tsx";

interface RollbackConsentProps {
	connection: ConnectionCard;
	plan: PlanResult;
	consent: RollbackConsent;
	onChange: (consent: RollbackConsent) => void;
}

/** Last step: why it is done, and that what was shown is meant; on production the database's name is typed. */
export function RollbackConsentFields({ connection, plan, consent, onChange }: RollbackConsentProps) {
	const rows = lostRows(plan);
	const exposed = plan.exposed?.length ?? 0;
	const first = useRef<HTMLTextAreaElement>(null);
	useEffect(() => first.current?.focus(), []);
	return (
		<>
			<Textarea
				label={t("rollback.reason")}
				description={t("rollback.reason.hint")}
				required
				autosize
				minRows={2}
				maxLength={2000}
				value={consent.reason}
				onChange={(event) => onChange({ ...consent, reason: event.currentTarget.value })}
				ref={first}
			/>
			{rows > 0 && (
				<Checkbox
					label={t("rollback.understood", { n: rows })}
					checked={consent.understood}
					onChange={(event) => onChange({ ...consent, understood: event.currentTarget.checked })}
				/>
			)}
			{exposed > 0 && (
				<Checkbox
					label={t("rollback.exposed.understood", { n: exposed })}
					checked={consent.laidOpen}
					onChange={(event) => onChange({ ...consent, laidOpen: event.currentTarget.checked })}
				/>
			)}
			<SeenSwitch checked={consent.isolation} onChange={(isolation) => onChange({ ...consent, isolation })} />
			<TypedName
				connection={connection}
				why={t("rollback.production")}
				typed={consent.typed}
				onType={(typed) => onChange({ ...consent, typed })}
			/>
		</>
	);
}

export const lostRows = ({ lost }: Pick<PlanResult, "lost">): number => lost.reduce((sum, { rows }) => sum + rows, 0);
