import { IconAlertTriangle, IconShieldOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { OpenItem } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { CodeText, ServerText } from "../ui/server-text.tsx";
import { client } from "./client.ts";
import styles from "./finish-list.module.css";
import { queryKeys } from "./query-client.ts";

/** What is still open in a database. */
export function useFinishList(connection: string) {
	return useQuery({
		queryKey: queryKeys.finishList(connection),
		queryFn: async ({ signal }) => (await client.certificates.finishList({ connection }, { signal })).open,
	});
}

/** Each thing with its beginning and what resolves it. */
export function FinishList({ open }: { open: readonly OpenItem[] }) {
	if (open.length === 0) {
		return (
			<p className={styles.none}>
				{t("finish.none")} <small>{t("finish.none.text")}</small>
			</p>
		);
	}
	return (
		<ul className={styles.list} aria-label={t("finish.title")}>
			{open.map((item) => (
				<Item key={`${item.kind} ${item.object}`} item={item} />
			))}
		</ul>
	);
}

/** Rows of one tenant may be seen by another. */
const grave = new Set<OpenItem["kind"]>(["row-security-off", "row-security-not-forced", "foreign-key-off"]);

function Item({ item: { kind, object, detail, resolve, since } }: { item: OpenItem }) {
	return (
		<li>
			<span className={styles.what}>
				<Badge tone={grave.has(kind) ? "alarm" : "look"} icon={grave.has(kind) ? IconShieldOff : IconAlertTriangle}>
					{t(`finish.kind.${kind}`)}
				</Badge>
				<CodeText>{object}</CodeText>
				{since && <span className={styles.since}>{sinceWords(since)}</span>}
			</span>
			<span className={styles.copy}>
				<CopyButton value={resolve} label={t("finish.copy")} />
			</span>
			<p className={styles.detail}>
				<ServerText>{detail}</ServerText>
			</p>
			<span className={styles.resolve}>
				<CodeText>{resolve}</CodeText>
			</span>
		</li>
	);
}

function sinceWords({ certificate, migrations, outside }: NonNullable<OpenItem["since"]>): string {
	if (outside) return t("finish.outside", { n: certificate });
	if (migrations.length === 0) return t("finish.since.restored", { n: certificate });
	return t("finish.since", { n: certificate, migrations: migrations.join(", ") });
}
