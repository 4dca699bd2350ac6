import { useElementSize } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { ConnectionCard } from "../../../main/contract/index.ts";
import { t } from "../../i18n/i18n.ts";
import { ConnectionTile } from "./connection-tile.tsx";
import styles from "./start-page.module.css";

/** Pixels: a tile with the gap below it, and the narrowest that a tile may be. */
const ROW = 124;
const NARROWEST = 300;
const GAP = 12;

interface TileListProps {
	cards: readonly ConnectionCard[];
	/** They stand in the order that a person made, and can be moved. */
	movable: boolean;
	/** What scrolls. */
	scroll: RefObject<HTMLDivElement | null>;
}

/** Tiles in rows; only those in sight are in the page, so that ten thousand cost what twenty do. */
export function TileList({ cards, movable, scroll }: TileListProps) {
	const { ref: measured, width } = useElementSize<HTMLDivElement>();
	const list = useRef<HTMLDivElement>(null);
	const [top, setTop] = useState(0);
	const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)));
	const virtualizer = useVirtualizer({
		count: Math.ceil(cards.length / columns),
		getScrollElement: () => scroll.current,
		estimateSize: () => ROW,
		overscan: 4,
		scrollMargin: top,
	});
	useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
	return (
		<div ref={measured}>
			<div ref={list} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start, key }) => (
					<ul
						key={key}
						ref={virtualizer.measureElement}
						data-index={index}
						className={styles.row}
						aria-label={t("start.connections")}
						style={{
							gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
							transform: `translateY(${start - virtualizer.options.scrollMargin}px)`,
						}}
					>
						{cards.slice(index * columns, (index + 1) * columns).map((card, at) => {
							const place = index * columns + at;
							const around = { before: cards[place - 1]?.id, after: cards[place + 1]?.id, next: cards[place + 2]?.id };
							return <ConnectionTile key={card.id} card={card} around={movable ? around : undefined} />;
						})}
					</ul>
				))}
			</div>
		</div>
	);
}
