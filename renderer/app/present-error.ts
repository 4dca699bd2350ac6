import type { ErrorCode, ErrorData, ErrorValue, LockHolder } from "../../main/contract/index.ts";
import { formatNumber, t } from "../i18n/i18n.ts";
import { told } from "../i18n/told.ts";
import type { ErrorFacts } from "../ui/error-card.tsx";
import { formatAbsolute } from "../ui/format-time.ts";

/** What has stopped of itself or was stopped on purpose: a choice to make, nothing broken. */
const calmCodes: ReadonlySet<ErrorCode> = new Set(["REFUSED", "CONFIRMATION_NEEDED", "CANCELLED", "PASSWORD_NEEDED"]);

/** An error as the card shows it. The core's own words go first; what it left out is said by the code. */
export function presentError(error: ErrorValue): ErrorFacts {
	const { data = {} } = error;
	return {
		code: error.code,
		title: t(`error.${error.code}`),
		// What a server said stays as it said it.
		message: error.sqlstate === undefined ? told(error.message) : error.message,
		next: error.hint === undefined ? t(`error.next.${error.code}`) : told(error.hint),
		calm: calmCodes.has(error.code),
		place: error.file === undefined ? undefined : { file: error.file, line: error.line, column: error.column },
		state: data.state && told(data.state),
		lists: listsOf(data),
		details: detailsOf(error),
	};
}

function listsOf(data: NonNullable<ErrorData["data"]>): ErrorFacts["lists"] {
	const lists: ErrorFacts["lists"] = [];
	if (data.reasons?.length) lists.push({ title: t("error.reasons"), items: data.reasons.map(told) });
	if (data.faults?.length) {
		const items = data.faults.map(({ file, line, message, hint }) =>
			[line === undefined ? file : `${file}:${line}`, told(message), hint && told(hint)].filter(Boolean).join(" — "),
		);
		lists.push({ title: t("error.faults"), items });
	}
	if (data.holder) lists.push({ title: t("error.holder"), items: [describeHolder(data.holder)] });
	if (data.lost?.length) {
		const items = data.lost.map(({ object, rows }) => t("error.lost-item", { object, n: rows }));
		lists.push({ title: t("error.lost"), items });
	}
	if (data.applied?.length) lists.push({ title: t("error.applied"), items: [data.applied.join(", ")] });
	return lists;
}

function detailsOf(error: ErrorValue): ErrorFacts["details"] {
	const all: [string, string | undefined][] = [
		[t("error.sqlstate"), error.sqlstate],
		[t("error.detail"), error.detail],
		[t("error.statement"), error.statement],
		[t("error.reason"), error.data?.reason],
	];
	return all.flatMap(([name, text]) => (text === undefined || text === "" ? [] : [{ name, text }]));
}

/** Who holds the advisory lock, in one line. */
export function describeHolder(holder: LockHolder): string {
	return t("holder.line", {
		user: holder.user,
		host: holder.host,
		application: holder.application || t("holder.unnamed"),
		pid: formatNumber(holder.pid, { useGrouping: false }),
		since: formatAbsolute(holder.since),
	});
}
