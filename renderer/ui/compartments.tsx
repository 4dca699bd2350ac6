import type { Icon } from "@tabler/icons-react";
import type { Tone } from "./badge.tsx";
import styles from "./compartments.module.css";

export interface Compartment {
	id: string;
	/** Under the number, when the strip is tall. */
	name: string;
	/** The state in words: for the label under the name and for screen readers. */
	state: string;
	tone: Tone;
	icon: Icon;
	/** Still to be filled: hatched instead of plain. */
	open: boolean;
}

interface CompartmentsProps {
	label: string;
	items: readonly Compartment[];
	/** Opens one; without it the strip is only to look at. */
	onOpen?: (id: string) => void;
}

/** The hull, cut lengthwise: one compartment a migration, between bulkheads. */
export function Compartments({ label, items, onOpen }: CompartmentsProps) {
	return (
		<ol className={styles.hull} aria-label={label}>
			{items.map((item) => (
				<li key={item.id} className={styles.slot} data-tone={item.tone} data-open={item.open || undefined}>
					{onOpen ? (
						<button type="button" className={styles.cell} onClick={() => onOpen(item.id)}>
							<CellContent item={item} />
						</button>
					) : (
						<div className={styles.cell}>
							<CellContent item={item} />
						</div>
					)}
				</li>
			))}
		</ol>
	);
}

function CellContent({ item }: { item: Compartment }) {
	const Sign = item.icon;
	return (
		<>
			<span className={styles.number}>{item.id}</span>
			<span className={styles.name} title={item.name}>
				{item.name}
			</span>
			<span className={styles.state}>
				<Sign size={14} stroke={2.2} aria-hidden />
				{item.state}
			</span>
		</>
	);
}

interface MiniHullProps {
	/** How many compartments are filled, of how many; a fraction fills the next one in part. */
	filled: number;
	of: number;
	label: string;
	/** Fills from the side instead of from below: one long compartment is a bar. */
	sideways?: boolean;
}

/** The same hull, small: how far something has come, compartment by compartment. */
export function MiniHull({ filled, of, label, sideways }: MiniHullProps) {
	return (
		<div className={styles.mini} role="img" aria-label={label} data-sideways={sideways || undefined}>
			{Array.from({ length: of }, (_, index) => {
				const part = Math.min(Math.max(filled - index, 0), 1);
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: compartments are their place
					<span key={index} className={styles.miniCell}>
						<span className={styles.miniWater} style={{ transform: `${sideways ? "scaleX" : "scaleY"}(${part})` }} />
					</span>
				);
			})}
		</div>
	);
}
