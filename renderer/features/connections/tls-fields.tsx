import { Checkbox, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import type { SslMode } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import { asksForAuthority, type FormValues } from "./form-values.ts";
import type { WayValues } from "./way-values.ts";

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
			{sslMode !== "disable" && <MoreTls form={form} onChange={onChange} />}
		</div>
	);
}

/** Our own certificate, and how a login must be proven; needed by few. */
function MoreTls({ form, onChange }: { form: FormValues; onChange: (form: FormValues) => void }) {
	const { way } = form;
	const change = (part: Partial<WayValues>) => onChange({ ...form, way: { ...way, ...part } });
	const field = (name: "sslCert" | "sslKey" | "sslKeyPassword" | "sslCrl") => ({
		value: way[name],
		onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
		spellCheck: false,
		dir: "ltr",
	});
	const open = way.sslCert !== "" || way.sslCrl !== "" || way.bound || way.allowMd5;
	return (
		<details className={styles.more} open={open || undefined}>
			<summary>{t("tls.more")}</summary>
			<div className={styles.moreBody}>
				<div className={styles.pair}>
					<TextInput label={t("tls.cert")} description={t("tls.pem")} {...field("sslCert")} />
					<TextInput label={t("tls.key")} description={t("tls.pem")} {...field("sslKey")} />
				</div>
				<PasswordInput label={t("tls.key-password")} autoComplete="new-password" {...field("sslKeyPassword")} />
				<TextInput label={t("tls.crl")} description={t("tls.crl.hint")} {...field("sslCrl")} />
				<Checkbox
					label={t("tls.bound")}
					description={t("tls.bound.hint")}
					checked={way.bound}
					onChange={(event) => change({ bound: event.currentTarget.checked })}
				/>
				{form.environment === "production" && (
					<Checkbox
						label={t("tls.md5")}
						description={t("tls.md5.hint")}
						checked={way.allowMd5}
						onChange={(event) => change({ allowMd5: event.currentTarget.checked })}
					/>
				)}
			</div>
		</details>
	);
}
