import { PasswordInput, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import type { FormErrors, FormValues } from "./form-values.ts";
import type { WayValues } from "./way-values.ts";

interface SshFieldsProps {
	form: FormValues;
	faults: FormErrors;
	onChange: (form: FormValues) => void;
}

/** The tunnel; folded away, for most servers are reached directly. One that is in use stands open. */
export function SshFields({ form, faults, onChange }: SshFieldsProps) {
	const { way } = form;
	const field = (name: "ssh" | "sshJumps" | "sshKeyFile" | "sshKeyPassword" | "sshPassword") => ({
		value: way[name],
		onChange: (event: { currentTarget: { value: string } }) => {
			const changed: WayValues = { ...way, [name]: event.currentTarget.value };
			onChange({ ...form, way: changed });
		},
		spellCheck: false,
		dir: "ltr",
	});
	return (
		<details className={styles.more} open={way.ssh !== "" || undefined}>
			<summary>{t("ssh.title")}</summary>
			<div className={styles.moreBody}>
				<TextInput
					label={t("ssh.place")}
					description={t("ssh.place.hint")}
					placeholder="user@bastion.example.org:22"
					error={faults.ssh}
					autoComplete="off"
					{...field("ssh")}
				/>
				<TextInput
					label={t("ssh.jumps")}
					description={t("ssh.jumps.hint")}
					error={faults.sshJumps}
					autoComplete="off"
					{...field("sshJumps")}
				/>
				<TextInput label={t("ssh.key")} description={t("ssh.key.hint")} autoComplete="off" {...field("sshKeyFile")} />
				<div className={styles.pair}>
					<PasswordInput label={t("ssh.key-password")} autoComplete="new-password" {...field("sshKeyPassword")} />
					<PasswordInput label={t("ssh.password")} autoComplete="new-password" {...field("sshPassword")} />
				</div>
				<p className={styles.hint}>
					<span>{t("ssh.means")}</span>
				</p>
			</div>
		</details>
	);
}
