import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { TenantField, TenantsAbility, TenantTemplate } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { goTo, paths } from "../../app/paths.ts";
import { t } from "../../i18n/i18n.ts";
import { CodeText } from "../../ui/server-text.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import { ChoiceInput } from "./choice-input.tsx";
import styles from "./tenants.module.css";

type Values = Record<Exclude<TenantField, "createdAt">, string>;

const empty: Values = { name: "", slug: "", region: "", plan: "", status: "", adminEmail: "" };

interface CreateDialogProps {
	connection: string;
	ability: TenantsAbility;
	onClose: () => void;
}

/** A new tenant, with the fields that this schema has and the values that it lets in. */
export function CreateDialog({ connection, ability, onClose }: CreateDialogProps) {
	const [values, setValues] = useState(empty);
	const [template, setTemplate] = useState<TenantTemplate["id"]>("blank");
	const set = (changed: Partial<Values>) => setValues({ ...values, ...changed });
	const needed = (field: TenantField) => ability.required.includes(field);
	const ready = ability.required.every((field) => field === "createdAt" || values[field].trim() !== "");
	const run = async () => {
		const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
		const templated = ability.templateColumns.length > 0 ? { template } : {};
		const made = await client.tenants.create({ connection, ...given, name: values.name, ...templated });
		goTo(paths.tenant(connection, made.id));
		return t("tenants.created", { name: made.name ?? made.id });
	};
	return (
		<ChangeDialog title={t("tenants.create")} does={t("tenants.create.do")} {...{ connection, ready, run, onClose }}>
			<TextInput
				label={t("tenants.field.name")}
				required
				data-autofocus
				value={values.name}
				onChange={({ currentTarget }) => set({ name: currentTarget.value })}
			/>
			<div className={styles.fields}>
				{ability.fields.includes("slug") && (
					<TextInput
						label={t("tenants.create.slug")}
						placeholder={t("tenants.create.slug.hint")}
						value={values.slug}
						onChange={({ currentTarget }) => set({ slug: currentTarget.value })}
					/>
				)}
				{ability.fields.includes("adminEmail") && (
					<TextInput
						label={t("tenants.field.adminEmail")}
						type="email"
						required={needed("adminEmail")}
						value={values.adminEmail}
						onChange={({ currentTarget }) => set({ adminEmail: currentTarget.value })}
					/>
				)}
				{(["region", "plan", "status"] as const)
					.filter((field) => ability.fields.includes(field))
					.map((field) => (
						<ChoiceInput
							key={field}
							label={t(`tenants.field.${field}`)}
							choices={ability.choices[field]}
							value={values[field]}
							required={needed(field)}
							{...(needed(field) ? {} : { placeholder: t("tenants.default") })}
							onChange={(value) => set({ [field]: value })}
						/>
					))}
			</div>
			{ability.templateColumns.length > 0 && <TemplateChoice {...{ ability, template }} onChange={setTemplate} />}
		</ChangeDialog>
	);
}

interface TemplateChoiceProps {
	ability: TenantsAbility;
	template: TenantTemplate["id"];
	onChange: (template: TenantTemplate["id"]) => void;
}

function TemplateChoice({ ability, template, onChange }: TemplateChoiceProps) {
	const { templates, templateColumns } = ability;
	const chosen = templates.find(({ id }) => id === template);
	const documents = Object.fromEntries(templateColumns.map((name) => [name, chosen?.[name] ?? {}]));
	return (
		<>
			<Select
				label={t("tenants.create.template")}
				description={t("tenants.create.template.fills", { columns: templateColumns.join(", ") })}
				data={templates.map(({ id }) => ({ value: id, label: t(`tenants.template.${id}`) }))}
				value={template}
				allowDeselect={false}
				onChange={(id) => onChange((id ?? "blank") as TenantTemplate["id"])}
			/>
			{template !== "blank" && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
				<section className={styles.document} tabIndex={0} aria-label={t("tenants.create.preview")}>
					<CodeText>{JSON.stringify(documents, null, 2)}</CodeText>
				</section>
			)}
		</>
	);
}
