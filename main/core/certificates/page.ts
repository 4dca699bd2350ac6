/** A certificate as a page to print: one HTML file in itself, without a script, without an address that it would load from. */
import type { Certificate, CertificateBody } from "../../contract/index.ts";
import { type Markup, markup } from "./markup.ts";
import { STYLE } from "./page-style.ts";

/** Statements of a migration that the page shows; the JSON has all. */
const STATEMENTS_SHOWN = 100;

export function certificatePage({ number, hash, body }: Certificate): string {
	const title = `Certificate ${number} of ${body.database}`;
	const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header><p class="kind">${kinds[body.kind]}</p><h1>${title}</h1><p class="outcome ${body.outcome}">${outcomes[body.outcome]}</p></header>
${warnings(body)}
${facts(body)}
${migrations(body)}
${checks(body)}
${data(body)}
${open(body)}
${catalogue(body)}
${chain(hash, body)}
</body>
</html>
`;
	return page.html;
}

const kinds: Record<CertificateBody["kind"], string> = {
	apply: "Migrations applied",
	resume: "Migrations resumed",
	rollback: "Migrations rolled back",
	adopt: "Migrations adopted",
	restore: "Snapshot restored",
};

const outcomes: Record<CertificateBody["outcome"], string> = {
	done: "Done",
	"checks-failed": "Done, and checks fail",
	failed: "Failed: what came before it stays done",
	interrupted: "Interrupted midway",
};

/** Server text stands for itself, whichever way its script runs. */
const text = (value: string | number): Markup => markup`<bdi>${value}</bdi>`;
const code = (value: string | number): Markup => markup`<code><bdi>${value}</bdi></code>`;

function section(title: string, content: Markup): Markup {
	return markup`<section><h2>${title}</h2>${content}</section>`;
}

type Cell = Markup | string | number;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): Markup {
	const heads = head.map((name) => markup`<th scope="col">${name}</th>`);
	const lines = rows.map((cells) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`);
	return markup`<table><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table>`;
}

function warnings({ drift, gap, notCompared, error }: CertificateBody): Markup {
	const said: Markup[] = [];
	if (error) said.push(markup`<p><strong>${error.code}</strong> ${text(error.message)}</p>`);
	if (drift) {
		const since = `certificate ${drift.since.number} of ${drift.since.at}`;
		const why = gap.length > 0 ? "The catalogue is not as it was at the end of" : "Changed outside Bulkhead since";
		said.push(
			markup`<p><strong>Drift.</strong> ${why} ${since}.</p>${drift.difference ? lines(drift.difference, drift.leftOut) : markup`<p>That catalogue was not kept, so the difference is not known.</p>`}`,
		);
	}
	if (notCompared) said.push(markup`<p>${text(notCompared)}</p>`);
	for (const { run, at, by, events } of gap)
		said.push(
			markup`<p><strong>Gap.</strong> The run ${code(run)} of ${at} by ${text(by)} (${text(events.join(", "))}) left no certificate.</p>`,
		);
	return said.length > 0 ? markup`<aside>${said}</aside>` : markup``;
}

function facts(body: CertificateBody): Markup {
	const { server } = body;
	const rows: [string, Cell][] = [
		["Database", text(body.database)],
		["Server", markup`${text(`${server.host}:${server.port}`)}, PostgreSQL ${text(server.version)}`],
		["Role", text(body.role)],
		["By", markup`${text(`${body.by}@${body.host}`)}, Bulkhead ${text(body.bulkhead)}`],
		["From", body.startedAt],
		["To", body.endedAt],
		["Run", code(body.run)],
		...(body.reason === null ? [] : [["Reason", text(body.reason)] satisfies [string, Cell]]),
	];
	return markup`<dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function migrations({ migrations: all }: CertificateBody): Markup {
	if (all.length === 0) return markup``;
	const rows = all.map(({ id, name, event, done, ms, statementCount, sha256, tokens }) => [
		code(id),
		text(name),
		done === "stopped" ? `${event}, stopped midway` : event,
		statementCount,
		`${ms} ms`,
		markup`${code(sha256)}<br><span class="dim">tokens</span> ${code(tokens)}`,
	]);
	const statements = all
		.filter((each) => each.statements.length > 0)
		.map((each) => {
			const shown = each.statements.slice(0, STATEMENTS_SHOWN);
			const left = each.statementCount - shown.length;
			const cells = shown.map(({ line, command, rows: touched, ms }) => [
				line,
				text(command ?? ""),
				touched ?? "",
				`${ms} ms`,
			]);
			return markup`<h3>Statements of ${code(each.id)}</h3>${table(["Line", "Command", "Rows", "Time"], cells)}${left > 0 ? markup`<p class="dim">and ${left} more, which the JSON has as far as they were kept</p>` : markup``}`;
		});
	return section(
		"Migrations",
		markup`${table(["ID", "Name", "Event", "Statements", "Time", "SHA-256 of the file"], rows)}${statements}`,
	);
}

function checks({ checks: all }: CertificateBody): Markup {
	if (all.length === 0) return markup``;
	const rows = all.map(({ migration, name, ok, violations, ms }) => [
		code(migration),
		text(name),
		ok ? "holds" : markup`<strong>fails, ${violations} ${violations === 1 ? "violation" : "violations"}</strong>`,
		`${ms} ms`,
	]);
	return section(
		`Checks: ${all.filter(({ ok }) => ok).length} of ${all.length} hold`,
		table(["ID", "Check", "Verdict", "Time"], rows),
	);
}

function data({ snapshot, lost, barrierLeft = [], restored, rows, rowsLeftOut }: CertificateBody): Markup {
	const parts: Markup[] = [];
	if (snapshot) parts.push(markup`<p>Snapshot ${code(snapshot.id)}, SHA-256 ${code(snapshot.sha256)}</p>`);
	if (lost.length > 0)
		parts.push(
			markup`<h3>Taken out</h3>${table(
				["Object", "Kind", "Rows"],
				lost.map((each) => [text(each.object), each.kind, each.rows]),
			)}`,
		);
	if (barrierLeft.length > 0)
		parts.push(
			markup`<h3>Left the barrier</h3>${table(
				["Table", "What went from under its policy"],
				barrierLeft.map((each) => [text(each.table), text(each.why)]),
			)}`,
		);
	if (restored.length > 0)
		parts.push(
			markup`<h3>Put back</h3>${table(
				["Table", "Rows", "There no more", "Kept as they are"],
				restored.map((each) => [text(each.table), each.rows, each.absent, each.kept]),
			)}`,
		);
	if (rows.length > 0) {
		const cells = rows.map((each) => [text(each.table), each.rows ?? "", counted[each.how]]);
		parts.push(markup`<h3>Rows after the run</h3>${table(["Table", "Rows", ""], cells)}`);
	}
	if (rowsLeftOut > 0) parts.push(markup`<p class="dim">and ${rowsLeftOut} more tables</p>`);
	return parts.length > 0 ? section("Data", markup`${parts}`) : markup``;
}

const counted: Record<CertificateBody["rows"][number]["how"], string> = {
	exact: "counted",
	estimate: "estimated by the server",
	unknown: "not known",
};

function open({ open: items, openLeftOut }: CertificateBody): Markup {
	if (items.length === 0) return section("Still open", markup`<p>Nothing.</p>`);
	const rows = items.map(({ object, detail, resolve, since }) => [
		markup`${code(object)}<br>${text(detail)}`,
		since ? `certificate ${since.certificate}${since.outside ? ", outside Bulkhead" : ""}` : "",
		code(resolve),
	]);
	const more = openLeftOut > 0 ? markup`<p class="dim">and ${openLeftOut} more</p>` : markup``;
	return section("Still open", markup`${table(["What", "Since", "Resolved by"], rows)}${more}`);
}

function catalogue({ fingerprint, difference, differenceLeftOut }: CertificateBody): Markup {
	const same = fingerprint.before === fingerprint.after;
	return section(
		"Catalogue",
		markup`<dl><dt>Before</dt><dd>${code(fingerprint.before)}</dd><dt>After</dt><dd>${code(fingerprint.after)} ${same ? "(the same)" : ""}</dd></dl>${lines(difference, differenceLeftOut)}`,
	);
}

function lines(difference: readonly string[], leftOut: number): Markup {
	if (difference.length === 0) return markup``;
	const each = difference.map(
		(line) => markup`<div class="${line.startsWith("+") ? "come" : "gone"}"><bdi>${line}</bdi></div>`,
	);
	return markup`<div class="difference">${each}</div>${leftOut > 0 ? markup`<p class="dim">and ${leftOut} more lines</p>` : markup``}`;
}

function chain(hash: string, { previous }: CertificateBody): Markup {
	const before = previous
		? markup`Certificate ${previous.number}, ${code(previous.hash)}`
		: markup`None: this is the first.`;
	return section(
		"Chain",
		markup`<dl><dt>This one</dt><dd>${code(hash)}</dd><dt>The one before</dt><dd>${before}</dd></dl>
<p class="dim">SHA-256 over the canonical JSON of the certificate. Its export as JSON can be checked without Bulkhead: <code>jq -acS .body FILE.json | tr -d '\\n' | sha256sum</code></p>`,
	);
}
