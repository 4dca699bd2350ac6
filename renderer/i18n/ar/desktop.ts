import { arabic } from "../arabic.ts";
import type { desktop as english } from "../en/desktop.ts";

export const desktop = arabic<typeof english>()({
	"desktop.not-here": "افتح اتصالًا أولًا: هذا يخص قاعدة بيانات.",
	"sql-file.title": "فحص {name}",
	"sql-file.summary": "ما الذي سيفعله الملف بقاعدة بيانات يحميها أمان الصفوف. لا يُنفَّذ منه شيء.",
	"sql-file.next": "لتطبيقه، ضعه في مجلد ترحيلات أحد الاتصالات.",
	"sql-file.none": "لا ملاحظات: لا تجد فيه أي قاعدة شيئًا.",
	"sql-file.large": "الملف أكبر من 900 كيلوبايت. افحصه بالأمر `bulkhead lint`.",
	"sql-file.text": "الملف",
	"sql-file.copy": "نسخ النص",
});
