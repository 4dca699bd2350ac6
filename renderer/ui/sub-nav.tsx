import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./sub-nav.module.css";

export interface SubNavItem {
	id: string;
	text: string;
	href: string;
	icon?: Icon;
	/** A small sign after the words. */
	mark?: ReactNode;
	/** Its place is empty: still to be opened, but drawn back. */
	faint?: boolean;
}

interface SubNavProps {
	label: string;
	items: readonly SubNavItem[];
	current: string;
	/** Smaller, for a part of a page. */
	small?: boolean;
}

/** Ways to look at one thing, each with an address: links, not tabs. */
export function SubNav({ label, items, current, small }: SubNavProps) {
	return (
		<nav className={styles.nav} aria-label={label} data-small={small || undefined}>
			{items.map(({ id, text, href, icon: Sign, mark, faint }) => (
				<a
					key={id}
					className={styles.item}
					href={href}
					aria-current={id === current ? "page" : undefined}
					data-faint={faint || undefined}
				>
					{Sign && <Sign size={15} stroke={1.8} aria-hidden />}
					{text}
					{mark}
				</a>
			))}
		</nav>
	);
}
