import { NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { OpenedView } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { takeView } from "../../app/looks/looks-actions.ts";
import { t } from "../../i18n/i18n.ts";
import { DialogForm } from "./dialog-form.tsx";
import styles from "./dialogs.module.css";
import { isMinutes } from "./open-dialog.tsx";

/** More time is asked for as the first was: with a reason. */
export function ExtendDialog({ view, onClose }: { view: OpenedView; onClose: () => void }) {
	const [reason, setReason] = useState("");
	const [ticket, setTicket] = useState(view.ticket ?? "");
	const [minutes, setMinutes] = useState<number | string>(30);
	const extend = async () => {
		const more = await client.views.extend({
			...{ view: view.view, minutes: Number(minutes), reason: reason.trim() },
			...(ticket.trim() === "" ? {} : { ticket: ticket.trim() }),
		});
		takeView(more);
	};
	return (
		<DialogForm
			connection={view.connection}
			title={t("look.extend.title", { name: view.tenant.name ?? view.tenant.id })}
			does={t("look.extend.do")}
			ready={reason.trim().length >= 3 && isMinutes(minutes)}
			run={extend}
			onClose={onClose}
		>
			<Textarea
				label={t("look.reason")}
				description={t("look.reason.text")}
				required
				data-autofocus
				autosize
				minRows={2}
				maxRows={5}
				maxLength={2_000}
				value={reason}
				onChange={({ currentTarget }) => setReason(currentTarget.value)}
			/>
			<div className={styles.pair}>
				<TextInput
					label={t("look.ticket")}
					maxLength={200}
					value={ticket}
					onChange={({ currentTarget }) => setTicket(currentTarget.value)}
				/>
				<NumberInput
					label={t("look.minutes.now")}
					min={1}
					max={240}
					allowDecimal={false}
					value={minutes}
					onChange={setMinutes}
				/>
			</div>
		</DialogForm>
	);
}
