import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";
import styles from "./connection-form.module.css";
import type { FormValues } from "./form-values.ts";
import type { MoreValues } from "./more-values.ts";

/** What is found by, written down, and kept safe; folded away, for most connections need none of it. */
export function MoreFields({ form, onChange }: { form: FormValues; onChange: (form: FormValues) => void }) {
	const { more, environment } = form;
	const change = (part: Partial<MoreValues>) => onChange({ ...form, more: { ...more, ...part } });
	const field = (name: "group" | "tags" | "notes" | "tenancy" | "otherHosts" | "unlockMinutes" | "idleMinutes") => ({
		value: more[name],
		onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
		autoComplete: "off",
	});
	const production = environment === "production";
	const guarded = production || more.guarded;
	return (
		<details className={styles.more}>
			<summary>{t("more.title")}</summary>
			<div className={styles.moreBody}>
				<div className={styles.pair}>
					<TextInput label={t("more.group")} {...field("group")} />
					<TextInput label={t("more.tags")} placeholder={t("more.tags.hint")} {...field("tags")} />
				</div>
				<Textarea label={t("more.notes")} autosize minRows={2} maxRows={8} {...field("notes")} />
				<Textarea
					label={t("more.hosts")}
					description={t("more.hosts.hint")}
					autosize
					minRows={1}
					spellCheck={false}
					dir="ltr"
					{...field("otherHosts")}
				/>
				<TextInput
					label={t("more.tenancy")}
					description={t("more.tenancy.hint")}
					spellCheck={false}
					dir="ltr"
					{...field("tenancy")}
				/>
				<Checkbox
					label={t("guard.asked")}
					description={t("guard.asked.hint")}
					checked={guarded}
					disabled={production}
					onChange={(event) => change({ guarded: event.currentTarget.checked })}
				/>
				{guarded && (
					<div className={styles.pair}>
						<TextInput label={t("more.unlock")} inputMode="numeric" placeholder="10" {...field("unlockMinutes")} />
						<TextInput label={t("more.idle")} inputMode="numeric" placeholder="15" {...field("idleMinutes")} />
					</div>
				)}
			</div>
		</details>
	);
}
