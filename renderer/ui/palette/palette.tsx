import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { KeyHint } from "../key-hint.tsx";
import { ServerText } from "../server-text.tsx";
import { findItems, type PaletteItem } from "./find-items.ts";
import styles from "./palette.module.css";

interface PaletteProps {
	opened: boolean;
	onClose: () => void;
	items: readonly PaletteItem[];
	onRun: (id: string) => void;
}

/** Type to find something to do, arrows to choose, Enter to do it: a combobox over a list, as screen readers know it. */
export function Palette({ opened, onClose, items, onRun }: PaletteProps) {
	return (
		<Modal.Root
			opened={opened}
			onClose={onClose}
			padding={0}
			size={560}
			yOffset="12vh"
			centered={false}
			transitionProps={{ duration: 0 }}
		>
			<Modal.Overlay />
			<Modal.Content aria-label={t("palette.open")}>
				<Modal.Body>
					<PaletteBody
						items={items}
						onRun={(id) => {
							onClose();
							onRun(id);
						}}
					/>
				</Modal.Body>
			</Modal.Content>
		</Modal.Root>
	);
}

function PaletteBody({ items, onRun }: Pick<PaletteProps, "items" | "onRun">) {
	const list = useId();
	const [query, setQuery] = useState("");
	const [at, setAt] = useState(0);
	const root = useRef<HTMLDivElement>(null);
	const found = findItems(query, items);
	const current = Math.min(at, found.length - 1);
	const chosen = found[current];
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is brought into view
	useEffect(() => {
		root.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
	}, [chosen?.id]);

	const onKeyDown = (event: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
		if (step !== undefined) {
			event.preventDefault();
			setAt(Math.min(Math.max(current + step, 0), found.length - 1));
		} else if (event.key === "Enter" && chosen) {
			event.preventDefault();
			onRun(chosen.id);
		}
	};

	return (
		<div ref={root} className={styles.palette}>
			<div className={styles.search}>
				<IconSearch size={16} aria-hidden />
				<input
					className={styles.input}
					role="combobox"
					aria-expanded="true"
					aria-controls={list}
					aria-activedescendant={chosen && `${list}-${chosen.id}`}
					aria-label={t("palette.open")}
					placeholder={t("palette.placeholder")}
					value={query}
					onChange={(event) => {
						setQuery(event.currentTarget.value);
						setAt(0);
					}}
					onKeyDown={onKeyDown}
					data-autofocus
				/>
			</div>
			<PaletteList id={list} found={found} chosen={chosen?.id} onRun={onRun} />
		</div>
	);
}

interface PaletteListProps {
	id: string;
	found: PaletteItem[];
	chosen: string | undefined;
	onRun: (id: string) => void;
}

function PaletteList({ id, found, chosen, onRun }: PaletteListProps) {
	return (
		<div id={id} className={styles.list} role="listbox" tabIndex={-1} aria-label={t("palette.open")}>
			{found.length === 0 && <p className={styles.nothing}>{t("palette.nothing")}</p>}
			{found.map((item, index) => (
				<Fragment key={item.id}>
					{item.group !== found[index - 1]?.group && (
						<div className={styles.group} role="presentation">
							{item.group}
						</div>
					)}
					{/* biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys */}
					<div
						id={`${id}-${item.id}`}
						className={styles.item}
						role="option"
						tabIndex={-1}
						aria-selected={item.id === chosen}
						onClick={() => onRun(item.id)}
					>
						<ServerText>{item.title}</ServerText>
						{item.keys && <KeyHint keys={item.keys} />}
					</div>
				</Fragment>
			))}
		</div>
	);
}
