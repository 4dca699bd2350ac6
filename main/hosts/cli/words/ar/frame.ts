import type { Words } from "../../../../words/fill.ts";

export const frame = {
	"  detail: {detail}": "  تفصيل: {detail}",
	"  statement: {statement}": "  التعليمة: {statement}",
	"  {kind} {object}: {rows} rows would be lost": "  {kind} {object}: الصفوف التي ستُفقد: {rows}",
	"  state now: {state}": "  الحالة الآن: {state}",
	"  next: {hint}": "  الخطوة التالية: {hint}",
	"The local store was damaged. It is kept as {file}, and a new one was begun: `bulkhead store` shows its backups, `bulkhead store restore` goes back to one.":
		"كان المخزن المحلّي تالفًا. حُفظ باسم {file} وبدأ مخزن جديد: يعرض `bulkhead store` نسخه الاحتياطية، ويعود `bulkhead store restore` إلى إحداها.",
	fails: "يفشل",
	"may fail": "قد يفشل",
	"    next: {next}": "    الخطوة التالية: {next}",
	Rights: "الصلاحيات",
	"Lint (`bulkhead lint` shows each with a safer form)": "تدقيق الملفات (يعرض `bulkhead lint` صيغة أسلم لكل منها)",
	"  … and {more} more": "  … و{more} غيرها",
	"Cancelling on the server …": "جارٍ الإلغاء على الخادم…",
	"The cancel was not heard: {error}": "لم يصل طلب الإلغاء: {error}",
	Applying: "تطبيق",
	"Rolling back": "تراجع عن",
	"{verb} {migration} {name} ({index} of {of})": "{verb} {migration} {name} ({index} من {of})",
	"  statement {index}{through} of {of}: {text}": "  التعليمة {index}{through} من {of}: {text}",
	"  done in {ms} ms": "  اكتمل في {ms} ms",
	"  check {more}: {migration} {name}": "  فحص: {more}: {migration} {name}",
	" ({done} of {of})": " ({done} من {of})",
	"  ({count} events were not kept)": "  (أحداث لم تُحفظ: {count})",
	"  the lock is ours": "  حصلنا على القفل",
	"; {behind} wait behind us": "؛ جلسات تنتظر خلفنا: {behind}",
	"  waits {seconds} s for pid {pid} ({user}){others}{queue}: what it does is not for this role to see (pg_read_all_stats)":
		"  ينتظر منذ {seconds} s العملية {pid} ({user}){others}{queue}: لا يحقّ لهذا الدور أن يرى ما تفعله (pg_read_all_stats)",
	"  waits {seconds} s for pid {pid} ({user} {application}, {state}){others}{queue}: {query}":
		"  ينتظر منذ {seconds} s العملية {pid} ({user} {application}، {state}){others}{queue}: {query}",
	" of {of} ({percent} %)": " من {of} ({percent} %)",
	"Waiting for another runner: {user} from {host} (pid {pid}, since {since})":
		"في انتظار تشغيل آخر: {user} من {host} (العملية {pid}، منذ {since})",
	"Row-level security is switched off on {table}.": "سيُعطَّل أمان مستوى الصفوف على {table}.",
	"Trust it from now on?": "هل تثق به من الآن فصاعدًا؟",
	"Password of {user} on {host}: ": "كلمة مرور {user} على {host}: ",
	"{message} Password: ": "{message} كلمة المرور: ",
	"{question} Type the database's name, {database}, to go on: ":
		"{question} للمتابعة اكتب اسم قاعدة البيانات، {database}: ",
	"{question} Type its name, {name}, to go on: ": "{question} للمتابعة اكتب الاسم، {name}: ",
	"{question} Type yes to go on: ": "{question} للمتابعة اكتب yes: ",
	"Master password": "كلمة المرور الرئيسية",
	Passphrase: "عبارة المرور",
	"Again: ": "مرة أخرى: ",
} as const satisfies Words;
