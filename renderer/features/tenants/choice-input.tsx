import { Select, TextInput } from "@mantine/core";
import { escapeHidden } from "../../ui/escape-text.ts";

interface ChoiceInputProps {
	label: string;
	/** What the schema lets in, where it says so. */
	choices: readonly string[] | undefined;
	value: string;
	required?: boolean;
	placeholder?: string;
	onChange: (value: string) => void;
}

/** One of the schema's own values, or a text where it says nothing. */
export function ChoiceInput({ label, choices, value, required = false, placeholder, onChange }: ChoiceInputProps) {
	const common = { label, required, ...(placeholder === undefined ? {} : { placeholder }) };
	if (!choices)
		return <TextInput {...common} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
	return (
		<Select
			{...common}
			data={choices.map((each) => ({ value: each, label: escapeHidden(each) }))}
			value={value || null}
			onChange={(chosen) => onChange(chosen ?? "")}
			clearable={!required}
			allowDeselect={!required}
		/>
	);
}
