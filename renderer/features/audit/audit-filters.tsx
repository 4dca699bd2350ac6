import { Button, Select, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import styles from "./audit.module.css";
import { type FilterValues, isFiltered, noFilter } from "./filter-values.ts";
import { useAuditChoices } from "./use-audit.ts";

interface AuditFiltersProps {
	values: FilterValues;
	onChange: (values: FilterValues) => void;
}

/** By person, action, tenant and day. */
export function AuditFilters({ values, onChange }: AuditFiltersProps) {
	const { data: choices } = useAuditChoices();
	const set = (changed: Partial<FilterValues>) => onChange({ ...values, ...changed });
	return (
		<search className={styles.filters} aria-label={t("audit.filters")}>
			<Select
				size="xs"
				label={t("audit.person")}
				data={choices?.people ?? []}
				value={values.person || null}
				placeholder={t("audit.anyone")}
				onChange={(person) => set({ person: person ?? "" })}
				clearable
				searchable
			/>
			<Select
				size="xs"
				label={t("audit.action")}
				data={choices?.actions ?? []}
				value={values.action || null}
				placeholder={t("audit.anything")}
				onChange={(action) => set({ action: action ?? "" })}
				clearable
				searchable
			/>
			<TextInput
				size="xs"
				label={t("audit.tenant")}
				placeholder={t("audit.tenant.hint")}
				value={values.tenant}
				onChange={({ currentTarget }) => set({ tenant: currentTarget.value })}
			/>
			<TextInput
				size="xs"
				type="date"
				label={t("audit.since")}
				value={values.since}
				max={values.until || undefined}
				onChange={({ currentTarget }) => set({ since: currentTarget.value })}
			/>
			<TextInput
				size="xs"
				type="date"
				label={t("audit.until")}
				value={values.until}
				min={values.since || undefined}
				onChange={({ currentTarget }) => set({ until: currentTarget.value })}
			/>
			{isFiltered(values) && (
				<Button size="xs" variant="subtle" onClick={() => onChange(noFilter)}>
					{t("audit.clear")}
				</Button>
			)}
		</search>
	);
}
