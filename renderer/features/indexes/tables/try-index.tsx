import { TextInput } from "@mantine/core";
import { useState } from "react";
import { client } from "../../../app/client.ts";
import { t } from "../../../i18n/i18n.ts";
import { Panel } from "../../../ui/panel.tsx";
import { WhatIfPart } from "../what-if/what-if-part.tsx";
import { indexParts } from "./index-parts.ts";
import styles from "./table-view.module.css";

/** An index that is not there: what the recorded queries would be planned as with it. */
export function TryIndex({ connection, table }: { connection: string; table: string }) {
	const [text, setText] = useState("");
	const columns = indexParts(text);
	return (
		<Panel title={t("whatif.add")}>
			<div className={styles.plans}>
				<TextInput
					label={t("whatif.add.columns")}
					placeholder={t("whatif.add.example")}
					value={text}
					onChange={({ currentTarget }) => setText(currentTarget.value)}
					dir="ltr"
				/>
				<WhatIfPart
					connection={connection}
					means={t("whatif.add.text")}
					label={t("whatif.add.try")}
					size="whatif.bytes.taken"
					disabled={columns.length === 0}
					ask={(signal) => client.indexes.withIndex({ connection, table, columns }, { signal })}
				/>
			</div>
		</Panel>
	);
}
