import { NativeSelect, TextInput } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import type { SslMode } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import { asksForAuthority, type FormValues } from "./form-values.ts";

/** From the weakest to the strongest. */
const modes: readonly SslMode[] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const alwaysEncrypted: ReadonlySet<SslMode> = new Set(["require", "verify-ca", "verify-full"]);

/** libpq's six modes, each with what it does and does not protect from. */
export function TlsFields({ form, onChange }: { form: FormValues; onChange: (form: FormValues) => void }) {
	const { sslMode } = form;
	const Sign = alwaysEncrypted.has(sslMode) ? IconLock : IconLockOpen;
	return (
		<div>
			<NativeSelect
				label={t("connection.tls")}
				value={sslMode}
				data={[...modes]}
				onChange={(event) => onChange({ ...form, sslMode: event.currentTarget.value as SslMode, sslModeChosen: true })}
				aria-describedby="sslmode-means"
			/>
			<p className={styles.hint} id="sslmode-means" data-weak={!alwaysEncrypted.has(sslMode) || undefined}>
				<Sign size={14} aria-hidden /> <span>{t(`sslmode.${sslMode}`)}</span>
			</p>
			{asksForAuthority(sslMode) && (
				<TextInput
					label={t("connection.ca")}
					description={t("connection.ca.hint")}
					value={form.sslRootCert}
					onChange={(event) => onChange({ ...form, sslRootCert: event.currentTarget.value })}
					spellCheck={false}
					dir="ltr"
				/>
			)}
		</div>
	);
}
