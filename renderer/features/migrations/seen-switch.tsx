import { Checkbox } from "@mantine/core";
import { t } from "../../i18n/i18n.ts";

/** Tenants that are asked as. */
const SAMPLED = 10;

/** Whether a run compares what tenants see before and after it. */
export function SeenSwitch({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
	return (
		<Checkbox
			label={t("seen.watch")}
			description={t("seen.watch.means", { n: SAMPLED })}
			checked={checked}
			onChange={({ currentTarget }) => onChange(currentTarget.checked)}
		/>
	);
}
