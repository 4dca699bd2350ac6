import { arabic } from "../arabic.ts";
import type { help as english } from "../en/help.ts";

export const help = arabic<typeof english>()({
	"help.open": "مساعدة لهذه الشاشة",
	"help.loading": "جارٍ فتح الصفحة…",
	"help.back": "رجوع",
	"help.failed": "تعذّر فتح هذه الصفحة: لا يستجيب Bulkhead أو استُبدلت ملفاته. أعد تحميل التطبيق.",
});
