import { Button } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { IndexHealth } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./indexes.module.css";

type SightBannerProps = Pick<IndexHealth, "sight" | "problems">;

/** What this login cannot judge, each with its cure; nothing where it sees all. */
export function SightBanner({ sight, problems }: SightBannerProps) {
	const [open, setOpen] = useState(false);
	const id = useId();
	const unseen = sight.filter(({ seen }) => !seen);
	const n = unseen.length + problems.length;
	if (n === 0) return null;
	const title = t("sight.title", { n });
	return (
		<section className={styles.sight} data-tone="look" aria-label={title}>
			<div className={styles.sightHead}>
				<IconEyeOff size={17} aria-hidden />
				<strong>{title}</strong>
				<Button
					variant="default"
					size="compact-xs"
					aria-expanded={open}
					aria-controls={id}
					onClick={() => setOpen(!open)}
				>
					{t(open ? "sight.hide" : "sight.show")}
				</Button>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
			<ul id={id} hidden={!open} tabIndex={0} aria-label={title}>
				{unseen.map(({ what, cure }) => (
					<li key={what}>
						<ServerText>{what}</ServerText>
						<span className={styles.cure}>
							{cure === undefined ? (
								t("sight.no-cure")
							) : (
								<>
									{t("sight.cure")} <ServerText>{cure}</ServerText>
								</>
							)}
						</span>
					</li>
				))}
				{problems.map((problem) => (
					<li key={problem}>
						<ServerText>{problem}</ServerText>
					</li>
				))}
			</ul>
		</section>
	);
}
