import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./filter-row.module.css";

/** What is shown of a list, in one row above it. */
export function FilterRow({ children }: { children: ReactNode }) {
	return <div className={styles.filters}>{children}</div>;
}

interface SearchInputProps {
	/** Says what is found, also where nothing is written yet. */
	label: string;
	value: string;
	onChange: (value: string) => void;
}

export function SearchInput({ label, value, onChange }: SearchInputProps) {
	return (
		<TextInput
			className={styles.search}
			aria-label={label}
			placeholder={label}
			leftSection={<IconSearch size={14} />}
			value={value}
			onChange={({ currentTarget }) => onChange(currentTarget.value)}
		/>
	);
}
