import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconFileImport, IconFolderSymlink } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { StatusResult } from "../../../main/contract/index.ts";
import { openMigrationDialog } from "../../app/migration-dialog.ts";
import { t } from "../../i18n/i18n.ts";
import { Fact, Facts } from "../../ui/facts.tsx";
import { CodeText, ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";
import { toolNames } from "./adopt-source.ts";
import { countState } from "./choose-actions.ts";
import dialogs from "./dialogs.module.css";
import { useAbility } from "./use-ability.ts";

interface LeftOutBandProps {
	connection: string;
	status: StatusResult;
}

/** Whose folder this is, what that means, and which of its files are never run. Nothing for a folder of Bulkhead's own. */
export function LeftOutBand({ connection, status }: LeftOutBandProps) {
	const [open, setOpen] = useState(false);
	const id = useId();
	const { busy, readOnly } = useAbility(connection);
	const { format, leftOut = [], migrations } = status;
	if (!format) return null;
	const tool = toolNames[format];
	const unknown = countState(migrations, "pending") + countState(migrations, "unrecorded");
	const notRun = migrations.filter((migration) => migration.notRun !== undefined).length;
	const never = [
		leftOut.length > 0 && t("foreign.left-out", { n: leftOut.length }),
		notRun > 0 && t("foreign.not-run", { n: notRun }),
	].filter((words) => words !== false);
	return (
		<section className={styles.band} aria-label={t("foreign.label")}>
			<div className={styles.bandHead}>
				<IconFolderSymlink size={17} aria-hidden />
				<p>
					<strong>{t("foreign.title", { tool })}</strong> {unknown > 0 && t("foreign.adopt-first", { tool })}
					{unknown === 0 && t("foreign.text", { tool })} {never.length > 0 && `${never.join(", ")}.`}
				</p>
				<Button
					size="compact-sm"
					variant="subtle"
					aria-expanded={open}
					aria-controls={id}
					rightSection={open ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
					onClick={() => setOpen(!open)}
				>
					{t("foreign.means")}
				</Button>
				{unknown > 0 && !readOnly && (
					<Button
						size="compact-sm"
						leftSection={<IconFileImport size={14} />}
						disabled={busy}
						title={busy ? t("migrations.busy") : undefined}
						onClick={() => openMigrationDialog(connection, { kind: "adopt" })}
					>
						{t("foreign.adopt", { tool })}
					</Button>
				)}
			</div>
			<div id={id} hidden={!open}>
				{open && <Meaning tool={tool} leftOut={leftOut} />}
			</div>
		</section>
	);
}

function Meaning({ tool, leftOut }: { tool: string; leftOut: NonNullable<StatusResult["leftOut"]> }) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a box that scrolls, not a fieldset
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
		<div className={styles.bandBody} tabIndex={0} role="group" aria-label={t("foreign.means")}>
			<Facts>
				<Fact name={t("foreign.means.read")}>
					{t("foreign.means.read.text", { tool })} {t("foreign.text", { tool })}
				</Fact>
				<Fact name={t("foreign.means.one")}>{t("foreign.means.one.text", { tool })}</Fact>
				<Fact name={t("foreign.means.never")}>
					{leftOut.length === 0 ? t("foreign.left-out.none") : t("foreign.left-out", { n: leftOut.length })}
				</Fact>
			</Facts>
			{leftOut.length > 0 && (
				<table className={dialogs.table}>
					<thead>
						<tr>
							<th scope="col">{t("foreign.file")}</th>
							<th scope="col">{t("foreign.why")}</th>
						</tr>
					</thead>
					<tbody>
						{leftOut.map(({ file, reason }) => (
							<tr key={file}>
								<td>
									<CodeText>{file}</CodeText>
								</td>
								<td>
									<ServerText>{reason}</ServerText>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</div>
	);
}
