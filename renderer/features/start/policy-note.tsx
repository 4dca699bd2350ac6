import { IconShieldExclamation, IconShieldLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../app/client.ts";
import { queryKeys } from "../../app/query-client.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./start-page.module.css";

/** That the machine has a policy, where it is, and what is wrong with it. */
export function PolicyNote() {
	const { data: policy } = useQuery({
		queryKey: queryKeys.policy,
		queryFn: ({ signal }) => client.policy.show(undefined, { signal }),
		staleTime: Number.POSITIVE_INFINITY,
	});
	if (!policy || policy.state === "none") return null;
	const { file, faults, rules } = policy;
	const invalid = policy.state === "invalid";
	const Sign = invalid ? IconShieldExclamation : IconShieldLock;
	return (
		<section className={styles.policy} data-invalid={invalid || undefined} role={invalid ? "alert" : undefined}>
			<Sign size={18} aria-hidden />
			<div>
				<strong>{t(invalid ? "policy.invalid" : "policy.active")}</strong>{" "}
				{t(invalid ? "policy.invalid.text" : "policy.active.text", { file })}
				{rules?.contact && ` ${t("policy.contact", { contact: rules.contact })}`}
				{faults.length > 0 && (
					<ul>
						{faults.map((fault) => (
							<li key={fault}>
								<ServerText>{fault}</ServerText>
							</li>
						))}
					</ul>
				)}
			</div>
		</section>
	);
}
