import { translated } from "./faithful.ts";

/**
 * Arabic words. Glossary, so that one thing has one name on every screen:
 * tenant: مستأجر · tenancy: تنظيم المستأجرين · isolation: العزل · row-level security: أمان مستوى الصفوف
 * migration: ترحيل (ترحيلات) · apply: تطبيق · pending: معلّق · roll back: تراجع · adopt: اعتماد · rehearse: تجربة (مسبقة) · resume: متابعة
 * check: فحص (فحوص) · verify: تحقّق · run: تشغيل · ledger: السجلّ · history: التاريخ · certificate: شهادة · audit trail: سجلّ التدقيق
 * snapshot: لقطة · drift: انحراف · finding: ملاحظة · policy (RLS): سياسة · policy (machine): لائحة الجهاز · view (as a tenant): معاينة · look: اطّلاع
 * row: صف · column: عمود · table: جدول · schema: مخطّط · lock: قفل · session: جلسة · statement: تعليمة · query: استعلام · index: فهرس
 * connection: اتصال · login: حساب الدخول · role: دور · superuser: مستخدم فائق · read-only: للقراءة فقط · transaction: معاملة
 * fleet: الأسطول · wave: موجة · vault: الخزنة · master password: كلمة المرور الرئيسية · barrier: الحاجز · leak: تسرّب
 * SQL words, commands, roles and attributes (BYPASSRLS, SELECT, FORCE) stay as PostgreSQL writes them, in Latin letters.
 */
export const arabic = translated<"zero" | "one" | "two" | "few" | "many" | "other">();

/** The six forms in their order: none, one, two, 3–10, 11–99, hundreds. */
export const six = <
	const Zero extends string,
	const One extends string,
	const Two extends string,
	const Few extends string,
	const Many extends string,
	const Other extends string,
>(
	zero: Zero,
	one: One,
	two: Two,
	few: Few,
	many: Many,
	other: Other,
) => ({ zero, one, two, few, many, other });
