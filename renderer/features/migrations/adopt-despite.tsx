import { Checkbox, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./adopt.module.css";

interface AdoptDespiteProps {
	differences: readonly string[];
	despite: boolean;
	reason: string;
	onDespite: (despite: boolean) => void;
	onReason: (reason: string) => void;
}

/** The second decision: what is here is not what was run, and somebody wants it adopted all the same, and says why. */
export function AdoptDespite({ differences, despite, reason, onDespite, onReason }: AdoptDespiteProps) {
	return (
		<section className={styles.despite} aria-label={t("adopt.differences")}>
			<h3>
				<IconAlertTriangle size={16} aria-hidden />
				{t("adopt.differences")}
			</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard */}
			<ul tabIndex={0}>
				{differences.map((difference) => (
					<li key={difference}>
						<ServerText>{difference}</ServerText>
					</li>
				))}
			</ul>
			<p>{t("adopt.differences.text")}</p>
			<Checkbox
				label={t("adopt.despite", { n: differences.length })}
				checked={despite}
				onChange={(event) => onDespite(event.currentTarget.checked)}
			/>
			{despite && (
				<Textarea
					label={t("adopt.despite.reason")}
					description={t("adopt.despite.reason.hint")}
					required
					autosize
					minRows={2}
					maxLength={2000}
					value={reason}
					onChange={(event) => onReason(event.currentTarget.value)}
				/>
			)}
		</section>
	);
}
