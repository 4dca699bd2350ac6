import type { Words } from "../../../../words/fill.ts";

export const indexes = {
	"not seen: {what}. {cure}": "غير مرئي: {what}. {cure}",
	"{node}: counters of {days} days ({because})": "{node}: عدّادات {days} يومًا ({because})",
	"too much unseen for a score": "ما لم يُرَ أكثر من أن تُعطى درجة",
	"score {score}": "الدرجة {score}",
	"  {index}: not used in {days} days, {bytes} bytes": "  {index}: لم يُستخدم منذ {days} يومًا، {bytes} بايت",
	"no index is being built": "لا فهرس قيد الإنشاء",
	"nobody has looked yet": "لم ينظر أحد بعد",
	"nothing changed between them": "لم يتغيّر شيء بينهما",
	LOOK: "نظرة",
	SCORE: "الدرجة",
	FINDINGS: "النتائج",
} as const satisfies Words;
