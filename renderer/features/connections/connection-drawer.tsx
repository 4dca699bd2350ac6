import { Drawer } from "@mantine/core";
import { closeConnectionEditor, useConnectionEditor } from "../../app/connection-editor.ts";
import { t } from "../../i18n/i18n.ts";
import { ConnectionForm } from "./connection-form.tsx";

/** Adding or changing a connection, at the side of whatever screen asked for it. */
export function ConnectionDrawer() {
	const editing = useConnectionEditor((state) => state.editing);
	const card = editing === "new" ? undefined : editing;
	return (
		<Drawer
			opened={editing !== undefined}
			onClose={closeConnectionEditor}
			title={card ? t("connection.edit.title", { name: card.name }) : t("connection.new")}
			size={500}
		>
			{editing !== undefined && <ConnectionForm card={card} onDone={closeConnectionEditor} />}
		</Drawer>
	);
}
