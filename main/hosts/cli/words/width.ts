/** Marks that stand on another letter, and what is not seen at all. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/gu;
/** East Asian letters and pictures, two columns wide. */
const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
	const seen = text.replaceAll(NONE, "");
	return [...seen].length + (seen.match(WIDE)?.length ?? 0);
}
