import { Button, NumberInput, Textarea, TextInput } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AppError } from "../../app/app-error.tsx";
import { client } from "../../app/client.ts";
import { openLookDialog, takeView } from "../../app/looks/looks-actions.ts";
import type { Opening } from "../../app/looks/looks-store.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { DialogForm } from "./dialog-form.tsx";
import styles from "./dialogs.module.css";
import { LevelCard, StatusNote } from "./level-card.tsx";
import { type Picked, TenantPicker } from "./tenant-picker.tsx";

/** Minutes: the default, and the most that the core opens a view for. */
const MINUTES = 30;
const MOST_MINUTES = 240;
/** Characters of a reason at least. */
const REASON = 3;

interface OpenDialogProps {
	opening: Opening;
	onClose: () => void;
}

/** Through whose eyes, why, and for how long; how it is held is shown before it is opened. */
export function OpenDialog({ opening, onClose }: OpenDialogProps) {
	const { connection } = opening;
	const [picked, setPicked] = useState<Picked | undefined>(opening.tenant);
	// Its list would cover what is still to be given, and read.
	const isGiven = opening.tenant !== undefined;
	const [reason, setReason] = useState(opening.reason ?? "");
	const [ticket, setTicket] = useState(opening.ticket ?? "");
	const [minutes, setMinutes] = useState<number | string>(MINUTES);
	const ready = picked !== undefined && reason.trim().length >= REASON && isMinutes(minutes);
	const open = async () => {
		if (!picked) return;
		const view = await client.views.open({
			...{ connection, tenant: picked.id, reason: reason.trim(), minutes: Number(minutes) },
			...(ticket.trim() === "" ? {} : { ticket: ticket.trim() }),
		});
		takeView(view);
		goTo(paths.explorer(connection));
	};
	return (
		<DialogForm
			{...{ connection, ready, onClose }}
			title={t("look.open.title")}
			does={t("look.open.do")}
			width={640}
			run={open}
		>
			<TenantPicker
				connection={connection}
				label={t("look.tenant")}
				value={picked}
				onChange={setPicked}
				first={!isGiven}
			/>
			<Textarea
				label={t("look.reason")}
				data-autofocus={isGiven || undefined}
				description={t("look.reason.text")}
				required
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
					placeholder={t("look.ticket.hint")}
					maxLength={200}
					value={ticket}
					onChange={({ currentTarget }) => setTicket(currentTarget.value)}
				/>
				<NumberInput
					label={t("look.minutes")}
					min={1}
					max={MOST_MINUTES}
					allowDecimal={false}
					value={minutes}
					onChange={setMinutes}
				/>
			</div>
			{picked ? (
				<Foreseen opening={{ kind: "open", connection, tenant: picked, reason, ticket }} onLeave={onClose} />
			) : (
				<p className={styles.waiting}>{t("look.level.later")}</p>
			)}
		</DialogForm>
	);
}

export const isMinutes = (value: number | string): boolean =>
	Number.isInteger(Number(value)) && Number(value) >= 1 && Number(value) <= MOST_MINUTES;

function Foreseen({ opening, onLeave }: { opening: Opening; onLeave: () => void }) {
	const { connection, tenant: { id: tenant } = { id: "" } } = opening;
	const { data, error, refetch } = useQuery({
		queryKey: ["connection", connection, "foresee", tenant],
		queryFn: tenant === "" ? skipToken : ({ signal }) => client.views.foresee({ connection, tenant }, { signal }),
		retry: false,
		staleTime: 5_000,
	});
	if (error) return <AppError error={error} connection={connection} onRetry={() => void refetch()} onLeave={onLeave} />;
	if (!data) return <p className={styles.waiting}>{t("look.level.looking")}</p>;
	return (
		<>
			<StatusNote status={data.tenant.status} />
			<LevelCard {...data} />
			{data.level !== "server" && (
				<div>
					<Button variant="default" onClick={() => openLookDialog({ kind: "barrier", connection, back: opening })}>
						{t("look.barrier")}
					</Button>
				</div>
			)}
		</>
	);
}
