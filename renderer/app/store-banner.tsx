import { Button } from "@mantine/core";
import { IconDatabaseExclamation } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { formatAbsolute } from "../ui/format-time.ts";
import { client } from "./client.ts";
import { notifyDone, notifyError } from "./notify.ts";
import { queryClient } from "./query-client.ts";
import styles from "./store-banner.module.css";
import { useStoreState } from "./store-state.ts";

/** Bulkhead's own file was damaged or empty: what to do about it is asked once, on every screen, until it is answered. */
export function StoreBanner() {
	const { data } = useStoreState();
	const [busy, setBusy] = useState(false);
	const [trouble] = data?.troubles ?? [];
	if (!data || !trouble) return null;
	const answer = async (work: () => Promise<void>) => {
		setBusy(true);
		try {
			await work();
			await queryClient.invalidateQueries();
		} catch (caught) {
			notifyError(caught);
		} finally {
			setBusy(false);
		}
	};
	const restore = async () => {
		const { restored } = await client.store.restore({});
		notifyDone(t("store.restored", { name: restored.name }));
	};
	const keep = async () => void (await client.store.dismiss());
	const at = formatAbsolute(trouble.at);
	return (
		<section className={styles.banner} role="alert">
			<IconDatabaseExclamation size={18} aria-hidden />
			<p>
				{trouble.what === "damaged" ? t("store.damaged", { at, file: trouble.file ?? "" }) : t("store.empty", { at })}
				{data.backups.length === 0 && ` ${t("store.no-backup")}`}
			</p>
			{data.backups.length > 0 && (
				<Button size="compact-sm" loading={busy} onClick={() => void answer(restore)}>
					{t("store.restore")}
				</Button>
			)}
			<Button size="compact-sm" variant="default" disabled={busy} onClick={() => void answer(keep)}>
				{t("store.keep")}
			</Button>
		</section>
	);
}
