import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconLock, IconLockOpen, IconSearch, IconUser } from "@tabler/icons-react";
import type { ConnectionCard } from "../../main/contract/index.ts";
import { t } from "../i18n/i18n.ts";
import { KeyHint } from "../ui/key-hint.tsx";
import { Mark } from "../ui/mark.tsx";
import { CodeText, ServerText } from "../ui/server-text.tsx";
import { ConnectionLock } from "./connection-lock.tsx";
import { useConnection, useConnections, useTest } from "./connection-queries.ts";
import styles from "./context-bar.module.css";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { TenantChip } from "./looks/tenant-chip.tsx";
import { openPalette } from "./palette-store.ts";
import { goTo, paths } from "./paths.ts";
import { usePlace } from "./route.ts";

/** Always in sight: which database, in which environment, as whom, and whether it can be written to. */
export function ContextBar() {
	const { connection: id } = usePlace();
	const { connection } = useConnection(id ?? "");
	return (
		<header className={styles.bar} data-environment={connection?.environment}>
			<a className={styles.brand} href={`#${paths.start}`} aria-label={t("brand.home")}>
				<Mark size={22} />
				<span className={styles.name}>Bulkhead</span>
			</a>
			{connection ? <Context connection={connection} /> : <span className={styles.none}>{t("context.none")}</span>}
			<UnstyledButton className={styles.search} onClick={openPalette}>
				<IconSearch size={14} aria-hidden />
				<span>{t("palette.hint")}</span>
				<KeyHint keys="mod+k" />
			</UnstyledButton>
		</header>
	);
}

function Context({ connection }: { connection: ConnectionCard }) {
	const test = useTest(connection.id).data;
	return (
		<section className={styles.context} aria-label={t("context.label")}>
			<Switcher connection={connection} />
			<EnvironmentBadge environment={connection.environment} />
			<span className={styles.item} title={t("context.role")}>
				<IconUser size={14} aria-hidden />
				<CodeText>{test?.role.name ?? connection.user}</CodeText>
				{test?.role.superuser && <span className={styles.power}>{t("role.superuser")}</span>}
			</span>
			<TenantChip connection={connection.id} />
			{connection.guard.guarded && <ConnectionLock connection={connection} />}
			{test && !(connection.guard.guarded && test.readOnly === connection.guard.locked) && (
				<span className={styles.item} title={t(test.readOnly ? "context.read-only.means" : "context.writable.means")}>
					{test.readOnly ? <IconLock size={14} aria-hidden /> : <IconLockOpen size={14} aria-hidden />}
					{t(test.readOnly ? "context.read-only" : "context.writable")}
				</span>
			)}
		</section>
	);
}

function Switcher({ connection }: { connection: ConnectionCard }) {
	const { data: connections = [] } = useConnections();
	return (
		<Menu position="bottom-start" width={280}>
			<Menu.Target>
				<UnstyledButton className={styles.switcher} title={t("context.switch")}>
					<ServerText>{connection.name}</ServerText>
					<span className={styles.database}>
						<CodeText>{connection.database}</CodeText>
					</span>
					<IconChevronDown size={14} aria-hidden />
				</UnstyledButton>
			</Menu.Target>
			<Menu.Dropdown>
				{connections.map((other) => (
					<Menu.Item
						key={other.id}
						onClick={() => goTo(paths.overview(other.id))}
						rightSection={<EnvironmentBadge environment={other.environment} />}
					>
						<ServerText>{other.name}</ServerText>
					</Menu.Item>
				))}
				<Menu.Divider />
				<Menu.Item onClick={() => goTo(paths.start)}>{t("context.all")}</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
