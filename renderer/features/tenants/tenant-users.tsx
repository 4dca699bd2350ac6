import { Button } from "@mantine/core";
import { IconLink, IconPencil, IconUnlink } from "@tabler/icons-react";
import { useState } from "react";
import type { TenantRow, TenantsAbility, TenantUser } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import { LinkDialog, RoleDialog, UnlinkDialog, userOf } from "./tenant-dialogs.tsx";
import styles from "./tenants.module.css";

interface TenantUsersProps {
	connection: string;
	ability: TenantsAbility | undefined;
	tenant: TenantRow;
	users: readonly TenantUser[];
	count: number;
}

type Open = { what: "link" } | { what: "role" | "unlink"; user: TenantUser };

/** Who belongs to it, with what can be done about that. */
export function TenantUsers({ connection, ability, tenant, users, count }: TenantUsersProps) {
	const [open, setOpen] = useState<Open>();
	const may = ability?.cannot.link.length === 0;
	const dialog = ability && { connection, ability, tenant, onClose: () => setOpen(undefined) };
	return (
		<section className={styles.part}>
			<div className={styles.partHead}>
				<h3>{`${t("tenant.users")} · ${formatNumber(count)}`}</h3>
				{may && (
					<Button
						size="compact-xs"
						variant="default"
						leftSection={<IconLink size={13} />}
						onClick={() => setOpen({ what: "link" })}
					>
						{t("tenant.link")}
					</Button>
				)}
			</div>
			{users.length === 0 && <p className={styles.faint}>{t("tenant.users.none")}</p>}
			<ul className={styles.users}>
				{users.map((user) => (
					<li key={user.userId}>
						<span className={styles.userName}>
							<ServerText>{userOf(user)}</ServerText>
							{user.name !== null && (
								<small>
									<ServerText>{user.name}</ServerText>
								</small>
							)}
						</span>
						{user.role !== null && (
							<span className={styles.role}>
								<ServerText>{user.role}</ServerText>
							</span>
						)}
						{may && <UserButtons user={user} onOpen={setOpen} />}
					</li>
				))}
			</ul>
			{count > users.length && (
				<p className={styles.faint}>{t("tenant.users.more", { shown: users.length, n: count })}</p>
			)}
			{dialog && open?.what === "link" && <LinkDialog {...dialog} />}
			{dialog && open?.what === "role" && <RoleDialog {...dialog} user={open.user} />}
			{dialog && open?.what === "unlink" && <UnlinkDialog {...dialog} user={open.user} />}
		</section>
	);
}

function UserButtons({ user, onOpen }: { user: TenantUser; onOpen: (open: Open) => void }) {
	const name = { user: userOf(user) };
	return (
		<span className={styles.buttons}>
			{user.role !== null && (
				<Button
					size="compact-xs"
					variant="subtle"
					aria-label={t("tenant.role.of", name)}
					title={t("tenant.role.change")}
					onClick={() => onOpen({ what: "role", user })}
				>
					<IconPencil size={14} aria-hidden />
				</Button>
			)}
			<Button
				size="compact-xs"
				variant="subtle"
				aria-label={t("tenant.unlink.of", name)}
				title={t("tenant.unlink")}
				onClick={() => onOpen({ what: "unlink", user })}
			>
				<IconUnlink size={14} aria-hidden />
			</Button>
		</span>
	);
}
