import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { copyText } from "./copy-text.ts";

/** Copies `value`; `label` says what it is. The sign turns to a tick, or to a warning where the clipboard is closed. */
export function CopyButton({ value, label }: { value: string; label: string }) {
	const [outcome, setOutcome] = useState<"copied" | "failed">();
	const copy = async () => {
		setOutcome((await copyText(value)) ? "copied" : "failed");
		setTimeout(() => setOutcome(undefined), 1_500);
	};
	const said = outcome === undefined ? label : t(outcome === "copied" ? "copy.done" : "copy.failed");
	const Sign = outcome === undefined ? IconCopy : outcome === "copied" ? IconCheck : IconAlertTriangle;
	return (
		<Tooltip label={said}>
			<ActionIcon size={22} aria-label={said} onClick={() => void copy()}>
				<Sign size={14} />
			</ActionIcon>
		</Tooltip>
	);
}
