import type { KeyboardEvent } from "react";
import type { IndexTable } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import type { Box } from "./squarify.ts";
import styles from "./tables.module.css";

/** Pixels between boxes, and what a name needs at least. */
const GAP = 2;
const NAMED = { width: 54, height: 24 };
const SIZED = 40;

interface TableBoxProps {
	box: Box<IndexTable>;
	/** The one in the tab order. */
	active: boolean;
	onFocus: () => void;
	onOpen: () => void;
	onKeyDown: (event: KeyboardEvent) => void;
}

/** One table: its rows below, its indexes above, a sign at the corner where something was found. */
export function TableBox({ box, active, onFocus, onOpen, onKeyDown }: TableBoxProps) {
	const { table, heapBytes, indexBytes, findings } = box.item;
	const [width, height] = [Math.max(1, box.width - GAP), Math.max(1, box.height - GAP)];
	const share = indexBytes / Math.max(1, heapBytes + indexBytes);
	const found = findings.ERROR + findings.WARN + findings.INFO;
	const sizes = {
		size: formatBytes(heapBytes + indexBytes),
		heap: formatBytes(heapBytes),
		indexes: formatBytes(indexBytes),
	};
	const label = [
		t("sizes.box", { table, size: sizes.size, heap: sizes.heap, indexes: sizes.indexes }),
		...(found > 0 ? [t("sizes.box.found", { n: found })] : []),
	].join(", ");
	return (
		// biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons of its own
		<g
			className={styles.box}
			role="button"
			aria-label={label}
			tabIndex={active ? 0 : -1}
			onFocus={onFocus}
			onClick={onOpen}
			onKeyDown={onKeyDown}
		>
			<title>{label}</title>
			<svg x={box.x} y={box.y} width={width} height={height} aria-hidden>
				<rect className={styles.heap} width={width} height={height} />
				<rect className={styles.indexPart} width={width} height={height * share} />
				{width > NAMED.width && height > NAMED.height && (
					<text className={styles.name} x={7} y={17} direction="ltr">
						{escapeHidden(table.replace(/^public\./, ""))}
					</text>
				)}
				{width > NAMED.width && height > SIZED && (
					<text className={styles.size} x={7} y={32}>
						{sizes.size}
					</text>
				)}
				<FoundSign findings={findings} at={width - 11} />
				<rect className={styles.edge} x={1} y={1} width={Math.max(0, width - 2)} height={Math.max(0, height - 2)} />
			</svg>
		</g>
	);
}

/** A triangle for an error, a disc for a warning: not by colour alone. */
function FoundSign({ findings, at }: { findings: IndexTable["findings"]; at: number }) {
	if (findings.ERROR > 0) return <path className={styles.error} d={`M${at - 6} 16 L${at} 5 L${at + 6} 16 Z`} />;
	if (findings.WARN > 0) return <circle className={styles.warning} cx={at} cy={10} r={4.5} />;
	return null;
}
