import type { FleetWave } from "../../contract/index.ts";
import { AppError } from "../../core/errors.ts";

/**
 * `[LABEL=]WHAT`, where WHAT is `rest`, a share of the whole (`10%`), a number of targets (`5`), or names with commas between (`shop 1,shop
 * 2`, `*` for any characters). A name of digits alone is written as a pattern: `*42`.
 */
export function readWave(text: string): FleetWave {
	const [, label, what = ""] = /^(?:([^=,]*)=)?(.*)$/s.exec(text) ?? [];
	const named = label === undefined || label.trim() === "" ? {} : { label: label.trim().slice(0, 40) };
	const wanted = what.trim();
	if (wanted === "") throw unreadable(text);
	if (wanted.toLowerCase() === "rest") return { take: "rest", ...named };
	const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(wanted);
	if (share) {
		const percent = Number(share[1]);
		if (percent < 1 || percent > 100) throw unreadable(text);
		return { take: "percent", percent, ...named };
	}
	if (/^\d+$/.test(wanted)) {
		const count = Number(wanted);
		if (count < 1 || count > 100_000) throw unreadable(text);
		return { take: "count", count, ...named };
	}
	const names = wanted.split(",").map((name) => name.trim());
	if (names.includes("")) throw unreadable(text);
	return { take: "names", names, ...named };
}

function unreadable(text: string): AppError {
	return new AppError("BAD_USAGE", `--wave ${text}: it is no wave.`, {
		hint: "A wave is [LABEL=]WHAT: rest, 10%, 5, or names with commas between: --wave canary=shop-1 --wave 10% --wave rest.",
	});
}
