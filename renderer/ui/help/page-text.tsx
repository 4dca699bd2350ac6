import styles from "./help.module.css";
import { type HelpPageText, type PagePart, piecesOf } from "./page-parts.ts";

type Open = (page: string) => void;

/** The documentation is English, whatever the app speaks. */
export function PageText({ page, onOpen }: { page: HelpPageText; onOpen: Open }) {
	return (
		<article className={styles.page} lang="en" dir="ltr">
			{page.parts.map((part, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a page never change
				<Part key={at} part={part} onOpen={onOpen} />
			))}
		</article>
	);
}

function Part({ part, onOpen }: { part: PagePart; onOpen: Open }) {
	switch (part.kind) {
		case "heading":
			return part.level < 3 ? <h2>{part.text}</h2> : <h3>{part.text}</h3>;
		case "code":
			return (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keys
				<pre tabIndex={0}>{part.text}</pre>
			);
		case "table":
			return <Table part={part} onOpen={onOpen} />;
		case "item":
			return (
				<p className={styles.item}>
					<Inline text={part.text} onOpen={onOpen} />
				</p>
			);
		case "paragraph":
			return (
				<p>
					<Inline text={part.text} onOpen={onOpen} />
				</p>
			);
	}
}

function Table({ part, onOpen }: { part: Extract<PagePart, { kind: "table" }>; onOpen: Open }) {
	const named = part.head.some((cell) => cell !== "");
	return (
		<table>
			{named && (
				<thead>
					<tr>
						{keyed(part.head).map(({ cell, key }) =>
							cell === "" ? (
								<td key={key} />
							) : (
								<th key={key} scope="col">
									<Inline text={cell} onOpen={onOpen} />
								</th>
							),
						)}
					</tr>
				</thead>
			)}
			<tbody>
				{part.rows.map((row) => (
					<tr key={row.join(" ")}>
						{keyed(row).map(({ cell, key }) => (
							<td key={key}>
								<Inline text={cell} onOpen={onOpen} />
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Inline({ text, onOpen }: { text: string; onOpen: Open }) {
	return keyed(piecesOf(text)).map(({ cell: { kind, text: said, page }, key }) => {
		if (kind === "code") return <code key={key}>{said}</code>;
		if (page === undefined) return <span key={key}>{said}</span>;
		return (
			<button key={key} type="button" className={styles.way} onClick={() => onOpen(page)}>
				{said}
			</button>
		);
	});
}

/** Places are keys here: nothing of a page is ever added, moved or taken away. */
const keyed = <Cell,>(cells: Cell[]): { cell: Cell; key: string }[] =>
	cells.map((cell, at) => ({ cell, key: String(at) }));
