import { Button, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { RefObject } from "react";
import type { TenantFacets, TenantField } from "../../../main/contract/index.ts";
import { formatNumber, t } from "../../i18n/i18n.ts";
import { escapeHidden } from "../../ui/escape-text.ts";
import { type FindValues, isFiltered, noValues } from "./find-values.ts";
import styles from "./tenants.module.css";

interface TenantsFiltersProps {
	values: FindValues;
	facets: TenantFacets | undefined;
	fields: readonly TenantField[];
	search: RefObject<HTMLInputElement | null>;
	onChange: (values: FindValues) => void;
}

/** Search as you type, and one choice each of what the schema tells tenants apart by. */
export function TenantsFilters({ values, facets, fields, search, onChange }: TenantsFiltersProps) {
	const set = (changed: Partial<FindValues>) => onChange({ ...values, ...changed });
	const choices = (["status", "region", "plan"] as const).filter((field) => fields.includes(field));
	return (
		<search className={styles.filters} aria-label={t("tenants.filters")}>
			<TextInput
				ref={search}
				size="xs"
				className={styles.search ?? ""}
				label={t("tenants.search")}
				placeholder={t("tenants.search.hint")}
				leftSection={<IconSearch size={14} aria-hidden />}
				value={values.search}
				maxLength={200}
				onChange={({ currentTarget }) => set({ search: currentTarget.value })}
				onKeyDown={(event) => {
					if (event.key === "Escape" && values.search !== "") set({ search: "" });
				}}
			/>
			{choices.map((field) => (
				<Select
					key={field}
					size="xs"
					label={t(`tenants.field.${field}`)}
					placeholder={t("tenants.any")}
					data={choicesOf(facets?.[field])}
					value={values[field] || null}
					onChange={(value) => set({ [field]: value ?? "" })}
					clearable
				/>
			))}
			{isFiltered(values) && (
				<Button size="xs" variant="subtle" onClick={() => onChange(noValues)}>
					{t("tenants.clear")}
				</Button>
			)}
		</search>
	);
}

function choicesOf(shares: TenantFacets["status"] = []) {
	return shares.flatMap(({ value, tenants }) =>
		value === null || value === ""
			? []
			: [{ value, label: t("tenants.facet", { value: escapeHidden(value), n: formatNumber(tenants) }) }],
	);
}
