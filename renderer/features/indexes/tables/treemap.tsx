import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { IndexTable } from "../../../../main/contract/index.ts";
import { t } from "../../../i18n/i18n.ts";
import { escapeHidden } from "../../../ui/escape-text.ts";
import { formatBytes } from "../../../ui/format-bytes.ts";
import { nextBox } from "./next-box.ts";
import { type Box, squarify } from "./squarify.ts";
import { TableBox } from "./table-box.tsx";
import styles from "./tables.module.css";

/** Boxes that can be told apart; what is smaller is one box of its own. */
const MOST = 120;

const sizeOf = ({ heapBytes, indexBytes }: IndexTable): number => heapBytes + indexBytes;

interface TreemapProps {
	/** The largest first. */
	tables: readonly IndexTable[];
	onOpen: (table: string) => void;
}

/** Tables as boxes of their size. One box is in the tab order; arrows lead from box to box, Enter opens. */
export function Treemap({ tables, onOpen }: TreemapProps) {
	const { ref, width, height } = useElementSize();
	const svg = useRef<SVGSVGElement>(null);
	const [active, setActive] = useState(0);
	const shown = tables.length > MOST ? tables.slice(0, MOST - 1) : tables;
	const rest = tables.slice(shown.length);
	const boxes = useMemo(() => layOut(shown, rest, { width, height }), [shown, rest, width, height]);
	const named = boxes.filter((box): box is Box<IndexTable> => box.item !== undefined);
	const current = Math.min(active, named.length - 1);
	const onKeyDown = (event: KeyboardEvent, table: string) => {
		if (event.key === "Enter" || event.key === " ") {
			event.preventDefault();
			onOpen(table);
			return;
		}
		const next = nextBox(named, current, event.key);
		if (next === undefined) return;
		event.preventDefault();
		setActive(next);
		svg.current?.querySelectorAll<SVGGElement>("[role=button]")[next]?.focus();
	};
	const others = boxes.find(({ item }) => item === undefined);
	return (
		<div className={styles.map} ref={ref}>
			{width > 0 && (
				// biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset
				<svg
					ref={svg}
					width={width}
					height={height}
					role="group"
					aria-label={`${t("sizes.map")}. ${t("sizes.map.means")}`}
				>
					{named.map((box, at) => (
						<TableBox
							key={box.item.table}
							box={box}
							active={at === current}
							onFocus={() => setActive(at)}
							onOpen={() => onOpen(box.item.table)}
							onKeyDown={(event) => onKeyDown(event, box.item.table)}
						/>
					))}
					{others && (
						<Others box={others} count={rest.length} bytes={rest.reduce((sum, each) => sum + sizeOf(each), 0)} />
					)}
				</svg>
			)}
		</div>
	);
}

function layOut(
	shown: readonly IndexTable[],
	rest: readonly IndexTable[],
	{ width, height }: { width: number; height: number },
): Box<IndexTable | undefined>[] {
	const small = rest.reduce((sum, table) => sum + sizeOf(table), 0);
	const items: { item: IndexTable | undefined; size: number }[] = shown.map((item) => ({ item, size: sizeOf(item) }));
	if (small > 0) items.push({ item: undefined, size: small });
	items.sort((a, b) => b.size - a.size);
	return squarify(items, ({ size }) => size, { x: 0, y: 0, width, height }).map(({ item, ...area }) => ({
		...area,
		item: item.item,
	}));
}

function Others({ box, count, bytes }: { box: Box<undefined | IndexTable>; count: number; bytes: number }) {
	return (
		<svg x={box.x} y={box.y} width={Math.max(0, box.width - 2)} height={Math.max(0, box.height - 2)} aria-hidden>
			<rect className={styles.others} width="100%" height="100%" />
			<text className={styles.name} x={7} y={17}>
				{escapeHidden(t("sizes.others", { n: count }))}
			</text>
			<text className={styles.size} x={7} y={32}>
				{formatBytes(bytes)}
			</text>
		</svg>
	);
}
