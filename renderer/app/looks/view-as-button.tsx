import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import type { TenantRow } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { openLookDialog } from "./looks-actions.ts";

interface ViewAsButtonProps {
	connection: string;
	tenant: Pick<TenantRow, "id" | "name" | "slug">;
}

/** The way from a tenant to what it sees. */
export function ViewAsButton({ connection, tenant: { id, name, slug } }: ViewAsButtonProps) {
	const open = () => openLookDialog({ kind: "open", connection, tenant: { id, name: name ?? slug ?? undefined } });
	return (
		<Button leftSection={<IconEye size={15} />} onClick={open}>
			{t("look.open")}
		</Button>
	);
}
