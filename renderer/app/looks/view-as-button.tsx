import { ActionIcon, Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import type { TenantRow } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { openLookDialog } from "./looks-actions.ts";

interface ViewAsButtonProps {
	connection: string;
	tenant: Pick<TenantRow, "id" | "name" | "slug">;
	/** In a line of a list: small, and named by its tenant. */
	small?: boolean;
}

/** The way from a tenant to what it sees. */
export function ViewAsButton({ connection, tenant: { id, name, slug }, small = false }: ViewAsButtonProps) {
	const open = () => openLookDialog({ kind: "open", connection, tenant: { id, name: name ?? slug ?? undefined } });
	if (small) {
		return (
			<ActionIcon
				size={22}
				aria-label={t("look.open.as", { name: name ?? slug ?? id })}
				// The line itself opens the dossier.
				onClick={(event) => {
					event.stopPropagation();
					open();
				}}
				onKeyDown={(event) => event.stopPropagation()}
			>
				<IconEye size={15} />
			</ActionIcon>
		);
	}
	return (
		<Button leftSection={<IconEye size={15} />} onClick={open}>
			{t("look.open")}
		</Button>
	);
}
