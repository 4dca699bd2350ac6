import { SegmentedControl, TextInput } from "@mantine/core";
import type { ConnectionCard, Environment } from "../../../main/contract/index.ts";
import { environmentLooks } from "../../app/environment.ts";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import { type FormErrors, type FormValues, withEnvironment } from "./form-values.ts";
import { MoreFields } from "./more-fields.tsx";
import { PasswordFields } from "./password-fields.tsx";
import { SshFields } from "./ssh-fields.tsx";
import { TlsFields } from "./tls-fields.tsx";

interface ConnectionFieldsProps {
	form: FormValues;
	faults: FormErrors;
	/** The saved one; undefined for a new one. */
	card: ConnectionCard | undefined;
	onChange: (form: FormValues) => void;
}

export function ConnectionFields({ form, faults, card, onChange }: ConnectionFieldsProps) {
	const field = (name: "name" | "host" | "port" | "database" | "user" | "migrations") => ({
		value: form[name],
		error: faults[name],
		onChange: (event: { currentTarget: { value: string } }) => onChange({ ...form, [name]: event.currentTarget.value }),
		autoComplete: "off",
		spellCheck: false,
	});
	return (
		<>
			<TextInput label={t("connection.name")} required data-autofocus {...field("name")} />
			<EnvironmentField form={form} onChange={onChange} />
			<div className={styles.hostRow}>
				<TextInput
					label={t("connection.host")}
					description={t("connection.host.hint")}
					required
					dir="ltr"
					{...field("host")}
				/>
				<TextInput label={t("connection.port")} required inputMode="numeric" dir="ltr" {...field("port")} />
			</div>
			<div className={styles.pair}>
				<TextInput label={t("connection.database")} required dir="ltr" {...field("database")} />
				<TextInput label={t("connection.user")} required dir="ltr" {...field("user")} />
			</div>
			<PasswordFields form={form} faults={faults} card={card} onChange={onChange} />
			<TlsFields form={form} onChange={onChange} />
			<SshFields form={form} faults={faults} onChange={onChange} />
			<TextInput
				label={t("connection.folder")}
				description={t("connection.folder.hint")}
				dir="ltr"
				{...field("migrations")}
			/>
			<MoreFields form={form} onChange={onChange} />
		</>
	);
}

function EnvironmentField({ form, onChange }: Pick<ConnectionFieldsProps, "form" | "onChange">) {
	return (
		<div>
			<span className={styles.label} id="environment-label">
				{t("connection.environment")}
			</span>
			<SegmentedControl
				className={styles.segments}
				aria-labelledby="environment-label"
				fullWidth
				size="xs"
				value={form.environment}
				onChange={(value) => onChange(withEnvironment(form, value as Environment))}
				data={Object.entries(environmentLooks).map(([value, { icon: Sign, name }]) => ({
					value,
					label: (
						<span className={styles.segment}>
							<Sign size={14} aria-hidden /> {t(name)}
						</span>
					),
				}))}
			/>
			<p className={styles.hint}>{t(environmentLooks[form.environment].means)}</p>
		</div>
	);
}
