import type { KeyboardEvent } from "react";
import type { IndexTable } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import type { Box } from "./squarify.ts";
import styles from "./tables.module.css";

/** Pixels between boxes, and what a name needs at least. */
const GAP = 2;
const NAMED = { width: 44, height: 24 };
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
	const size = formatBytes(heapBytes + indexBytes);
	const label = [
		t("sizes.box", {
			table,
			size: { said: size },
			heap: { said: formatBytes(heapBytes) },
			indexes: { said: formatBytes(indexBytes) },
		}),
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
					<text className={styles.name} direction="ltr">
						<tspan x={7} y={17}>
							{escapeHidden(table.replace(/^public\./, ""))}
						</tspan>
						{height > SIZED && (
							<tspan className={styles.size} x={4} y={32}>
								{` ${size}`}
							</tspan>
						)}
					</text>
				)}
				<FoundSign findings={findings} x={width - 11} y={height - 11} />
				<rect className={styles.edge} x={1} y={1} width={Math.max(0, width - 2)} height={Math.max(0, height - 2)} />
			</svg>
		</g>
	);
}

/** A triangle for an error, a disc for a warning: not by colour alone. */
function FoundSign({ findings, x, y }: { findings: IndexTable["findings"]; x: number; y: number }) {
	if (findings.ERROR > 0)
		return <path className={styles.error} d={`M${x - 6} ${y + 5} L${x} ${y - 6} L${x + 6} ${y + 5} Z`} />;
	if (findings.WARN > 0) return <circle className={styles.warning} cx={x} cy={y} r={4.5} />;
	return null;
}
