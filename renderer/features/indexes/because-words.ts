import { type MessageKey, t } from "../../i18n/i18n.ts";
import { escapeHidden } from "../../ui/escape-text.ts";

const known: Record<string, MessageKey> = {
	reset: "score.because.reset",
	crash: "score.because.crash",
	failover: "score.because.failover",
	"first seen": "score.because.first-seen",
};

/** What set the beginning of a window, in the language in use; what is not known here stays as the core has it. */
export function becauseWords(because: string): string {
	const key = known[because];
	return key === undefined ? escapeHidden(because) : t(key);
}
