import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import styles from "./plan.module.css";

interface PlanSectionProps {
	title: string;
	/** What it comes to, beside the title. */
	summary: ReactNode;
	openAtFirst: boolean;
	children: ReactNode;
}

/** A part of a plan that can be folded away; its summary stays. */
export function PlanSection({ title, summary, openAtFirst, children }: PlanSectionProps) {
	const [open, setOpen] = useState(openAtFirst);
	const id = useId();
	return (
		<section className={styles.section} aria-labelledby={id}>
			<h3 className={styles.sectionHead}>
				<button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
					<IconChevronRight size={14} className={styles.chevron} aria-hidden />
					<span id={id}>{title}</span>
					<span className={styles.summary}>{summary}</span>
				</button>
			</h3>
			{open && <div className={styles.sectionBody}>{children}</div>}
		</section>
	);
}
