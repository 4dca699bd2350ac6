import { Button } from "@mantine/core";
import { IconSum } from "@tabler/icons-react";
import { useState } from "react";
import type { OpenedView, TableName, ViewFilter } from "../../../../main/contract/index.ts";
import { client } from "../../../app/client.ts";
import { noteEvidence, noteFailure } from "../../../app/looks/looks-actions.ts";
import { notifyError } from "../../../app/notify.ts";
import { t } from "../../../i18n/i18n.ts";
import { nameOf } from "./use-rows.ts";

interface CountButtonProps {
	view: OpenedView;
	table: TableName;
	filters: readonly ViewFilter[];
}

/** Counts only when it is asked to: on a big table that takes its time. */
export function CountButton({ view, table, filters }: CountButtonProps) {
	const [counted, setCounted] = useState<{ rows: number; more: boolean }>();
	const [busy, setBusy] = useState(false);
	const count = async () => {
		setBusy(true);
		try {
			const answer = await client.views.count({ view: view.view, table: nameOf(table), filters: [...filters] });
			noteEvidence(view.view, answer.evidence);
			setCounted(answer);
		} catch (caught) {
			noteFailure(view, caught);
			notifyError(caught);
		} finally {
			setBusy(false);
		}
	};
	return (
		<Button variant="default" leftSection={<IconSum size={15} />} loading={busy} onClick={() => void count()}>
			{counted === undefined
				? t("rows.count")
				: t(counted.more ? "rows.counted.more" : "rows.counted", { n: counted.rows })}
		</Button>
	);
}
