import { Textarea } from "@mantine/core";
import { useState } from "react";
import { type MessageKey, t } from "../../i18n/i18n.ts";
import { type FormValues, withAddress } from "./form-values.ts";
import { parseAddress } from "./parse-address.ts";

const problems = {
	unknown: "connection.paste.unknown",
	several: "connection.paste.several",
} as const satisfies Record<string, MessageKey>;

/** Takes an address or .env lines apart into the fields. What was pasted holds a password: it does not stay on the screen. */
export function PasteAddress({ form, onFill }: { form: FormValues; onFill: (form: FormValues) => void }) {
	const [text, setText] = useState("");
	const [said, setSaid] = useState<{ good: boolean; words: MessageKey }>();
	const read = (typed: string) => {
		if (typed.trim() === "") {
			setText("");
			setSaid(undefined);
			return;
		}
		const parsed = parseAddress(typed);
		if ("problem" in parsed) {
			setText(typed);
			setSaid({ good: false, words: problems[parsed.problem] });
			return;
		}
		setText("");
		setSaid({ good: true, words: "connection.paste.taken" });
		onFill(withAddress(form, parsed.parts));
	};
	return (
		<Textarea
			label={t("connection.paste")}
			description={said?.good ? t(said.words) : t("connection.paste.hint")}
			error={said && !said.good ? t(said.words) : undefined}
			value={text}
			onChange={(event) => setText(event.currentTarget.value)}
			onPaste={(event) => {
				event.preventDefault();
				read(event.clipboardData.getData("text"));
			}}
			onBlur={() => read(text)}
			autosize
			minRows={1}
			maxRows={4}
			autoComplete="off"
			spellCheck={false}
			dir="ltr"
		/>
	);
}
