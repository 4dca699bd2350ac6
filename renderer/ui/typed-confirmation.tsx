import { TextInput } from "@mantine/core";
import { t } from "../i18n/i18n.ts";
import { CodeText } from "./server-text.tsx";
import styles from "./typed-confirmation.module.css";

interface TypedConfirmationProps {
	/** Why this is asked. */
	why: string;
	/** What has to be typed, to the letter. */
	phrase: string;
	typed: string;
	onType: (typed: string) => void;
}

/** Asks for a name to be typed before something that cannot be taken back by a click. The caller compares. */
export function TypedConfirmation({ why, phrase, typed, onType }: TypedConfirmationProps) {
	return (
		<div className={styles.box}>
			<p className={styles.why}>{why}</p>
			<TextInput
				label={
					<>
						{t("confirm.type")} <CodeText>{phrase}</CodeText>
					</>
				}
				value={typed}
				onChange={(event) => onType(event.currentTarget.value)}
				autoComplete="off"
				spellCheck={false}
				dir="ltr"
			/>
		</div>
	);
}
