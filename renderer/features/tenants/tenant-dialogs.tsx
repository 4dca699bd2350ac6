import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { TenantRow, TenantsAbility, TenantUser } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { t } from "../../i18n/i18n.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { ChoiceInput } from "./choice-input.tsx";

export interface TenantDialogProps {
	connection: string;
	tenant: TenantRow;
	ability: TenantsAbility;
	onClose: () => void;
}

export const calledOf = ({ name, slug, id }: TenantRow): string => name ?? slug ?? id;
export const userOf = ({ email, userId }: TenantUser): string => email ?? userId;

export function StatusDialog({ connection, tenant, ability, onClose }: TenantDialogProps) {
	const [status, setStatus] = useState("");
	const [reason, setReason] = useState("");
	const name = calledOf(tenant);
	const others = ability.choices.status?.filter((each) => each !== tenant.status);
	const run = async () => {
		const row = await client.tenants.setStatus({ connection, tenant: tenant.id, status, reason });
		return t("tenant.status.changed", { name, status: row.status ?? status });
	};
	return (
		<ChangeDialog
			{...{ connection, run, onClose }}
			title={t("tenant.status.title", { name })}
			does={t("tenant.status.do")}
			ready={status.trim() !== "" && reason.trim() !== ""}
		>
			{tenant.status !== null && <p>{t("tenant.status.is", { status: tenant.status })}</p>}
			<ChoiceInput label={t("tenant.status.to")} choices={others} value={status} required onChange={setStatus} />
			<Textarea
				label={t("tenant.status.reason")}
				description={t("tenant.status.reason.hint")}
				required
				autosize
				minRows={2}
				maxLength={1_000}
				value={reason}
				onChange={({ currentTarget }) => setReason(currentTarget.value)}
			/>
		</ChangeDialog>
	);
}

export function LinkDialog({ connection, tenant, ability, onClose }: TenantDialogProps) {
	const [user, setUser] = useState("");
	const [role, setRole] = useState(ability.choices.role?.includes("member") ? "member" : "");
	const name = calledOf(tenant);
	const run = async () => {
		const linked = await client.tenants.link({ connection, tenant: tenant.id, user, ...(role === "" ? {} : { role }) });
		return t("tenant.linked", { user: userOf(linked), name });
	};
	return (
		<ChangeDialog
			{...{ connection, run, onClose }}
			title={t("tenant.link.title", { name })}
			does={t("tenant.link.do")}
			ready={user.trim() !== ""}
		>
			<TextInput
				label={t("tenant.link.user")}
				description={t("tenant.link.user.hint")}
				required
				data-autofocus
				maxLength={400}
				value={user}
				onChange={({ currentTarget }) => setUser(currentTarget.value)}
			/>
			<ChoiceInput label={t("tenant.link.role")} choices={ability.choices.role} value={role} onChange={setRole} />
		</ChangeDialog>
	);
}

export function RoleDialog({ connection, tenant, ability, onClose, user }: TenantDialogProps & { user: TenantUser }) {
	const [role, setRole] = useState(user.role ?? "");
	const run = async () => {
		const { role: now } = await client.tenants.link({ connection, tenant: tenant.id, user: user.userId, role });
		return t("tenant.role.changed", { user: userOf(user), role: now ?? role });
	};
	return (
		<ChangeDialog
			{...{ connection, run, onClose }}
			title={t("tenant.role.title", { user: userOf(user) })}
			does={t("tenant.role.change")}
			ready={role.trim() !== "" && role !== user.role}
		>
			<ChoiceInput
				label={t("tenant.link.role")}
				choices={ability.choices.role}
				value={role}
				required
				onChange={setRole}
			/>
		</ChangeDialog>
	);
}

export function UnlinkDialog({ connection, tenant, onClose, user }: TenantDialogProps & { user: TenantUser }) {
	const about = { user: userOf(user), name: calledOf(tenant) };
	const run = async () => {
		await client.tenants.unlink({ connection, tenant: tenant.id, user: user.userId });
		return t("tenant.unlinked", about);
	};
	return (
		<ChangeDialog
			{...{ connection, run, onClose }}
			title={t("tenant.unlink.title", about)}
			does={t("tenant.unlink")}
			danger
			ready
		>
			<p>{t("tenant.unlink.means")}</p>
		</ChangeDialog>
	);
}
