import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import type { OpenedView, TableName, ViewColumn } from "../../../../main/contract/index.ts";
import { AppError } from "../../../app/app-error.tsx";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure, takeView } from "../../../app/looks/looks-actions.ts";
import { t } from "../../../i18n/i18n.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { FieldValue } from "./field-value.tsx";
import styles from "./rows.module.css";
import { nameOf } from "./use-rows.ts";

interface RevealDialogProps {
	view: OpenedView;
	table: TableName;
	rowKey: string[];
	column: ViewColumn;
	onClose: () => void;
}

/** A masked value, for a reason; it stands in this dialog alone and is gone with it. */
export function RevealDialog({ view, table, rowKey, column, onClose }: RevealDialogProps) {
	const [reason, setReason] = useState("");
	const [shown, setShown] = useState<{ value: string | null }>();
	const [error, setError] = useState<unknown>();
	const [busy, setBusy] = useState(false);
	const reveal = async () => {
		setBusy(true);
		setError(undefined);
		try {
			const answer = await client.views.reveal({
				...{ view: view.view, table: nameOf(table), key: rowKey, column: column.name, reason: reason.trim() },
			});
			noteEvidence(view.view, answer.evidence);
			takeView({ ...view, reveals: answer.reveals });
			setShown(answer);
		} catch (caught) {
			noteFailure(view, caught);
			setError(caught);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Modal opened onClose={onClose} title={t("reveal.title", { column: column.name })} size={560}>
			<form
				className={styles.cellDialog}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (reason.trim().length >= 3 && !busy) void reveal();
				}}
			>
				<p>{t("reveal.text")}</p>
				{shown ? (
					<p className={styles.revealed}>
						<FieldValue value={shown.value} />
						{shown.value !== null && <CopyButton value={shown.value} label={t("cell.copy")} />}
					</p>
				) : (
					<Textarea
						label={t("look.reason")}
						required
						data-autofocus
						maxLength={2_000}
						value={reason}
						onChange={({ currentTarget }) => setReason(currentTarget.value)}
					/>
				)}
				{error !== undefined && <AppError error={error} />}
				<div className={styles.editorFoot}>
					<Button variant="default" onClick={onClose}>
						{t(shown ? "action.close" : "action.cancel")}
					</Button>
					{!shown && (
						<Button type="submit" loading={busy} disabled={reason.trim().length < 3}>
							{t("reveal.do")}
						</Button>
					)}
				</div>
			</form>
		</Modal>
	);
}
