import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { TenancyProfile } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { fileOf, PEOPLE, readProfile, withTenants, withText } from "./profile-draft.ts";
import styles from "./tenancy.module.css";

interface ProfileFieldsProps {
	profile: TenancyProfile;
	onChange: (profile: TenancyProfile) => void;
}

/** The profile, by fields or as the file that the command line takes. */
export function ProfileFields({ profile, onChange }: ProfileFieldsProps) {
	const [asFile, setAsFile] = useState(false);
	return (
		<Panel
			title={t("tenancy.profile")}
			aside={
				<SegmentedControl
					size="xs"
					aria-label={t("tenancy.fields")}
					value={asFile ? "file" : "form"}
					onChange={(value) => setAsFile(value === "file")}
					data={[
						{ value: "form", label: t("tenancy.fields.form") },
						{ value: "file", label: t("tenancy.fields.file") },
					]}
				/>
			}
		>
			{asFile ? <File profile={profile} onChange={onChange} /> : <Fields profile={profile} onChange={onChange} />}
		</Panel>
	);
}

const typed = { autoComplete: "off", spellCheck: false, dir: "ltr" } as const;

function Fields({ profile, onChange }: ProfileFieldsProps) {
	const { tenants } = profile;
	const text = (field: "tenantColumn" | "role" | "context") => ({
		...typed,
		value: profile[field] ?? "",
		onChange: (event: { currentTarget: { value: string } }) =>
			onChange(withText(profile, field, event.currentTarget.value)),
	});
	const column = (field: "table" | "id" | (typeof PEOPLE)[number]) => ({
		...typed,
		value: tenants?.[field] ?? "",
		onChange: (event: { currentTarget: { value: string } }) =>
			onChange(withTenants(profile, field, event.currentTarget.value)),
	});
	return (
		<div className={styles.fields}>
			<div className={styles.pair}>
				<TextInput label={t("tenancy.column")} {...text("tenantColumn")} />
				<TextInput label={t("tenancy.role")} {...text("role")} />
			</div>
			<Textarea
				label={t("tenancy.context")}
				description={t("tenancy.context.hint")}
				classNames={{ input: styles.mono ?? "" }}
				autosize
				{...text("context")}
			/>
			<div className={styles.pair}>
				<TextInput label={t("tenancy.list")} description={t("tenancy.list.hint")} {...column("table")} />
				{tenants && <TextInput label={t("tenancy.id")} {...column("id")} />}
			</div>
			{tenants && (
				<div className={styles.people}>
					{PEOPLE.map((field) => (
						<TextInput key={field} label={t(`tenancy.${field}`)} {...column(field)} />
					))}
				</div>
			)}
		</div>
	);
}

function File({ profile, onChange }: ProfileFieldsProps) {
	const [text, setText] = useState(() => fileOf(profile));
	const bad = readProfile(text) === undefined;
	const change = (next: string) => {
		setText(next);
		const read = readProfile(next);
		if (read) onChange(read);
	};
	return (
		<div className={styles.fields}>
			<Textarea
				label={t("tenancy.file")}
				error={bad ? t("tenancy.file.bad") : undefined}
				classNames={{ input: styles.mono ?? "" }}
				autosize
				minRows={12}
				maxRows={30}
				{...typed}
				value={text}
				onChange={(event) => change(event.currentTarget.value)}
			/>
			<CopyButton value={text} label={t("tenancy.file.copy")} />
		</div>
	);
}
