import type { Text } from "../fill.ts";
import type { tenancy as french } from "../fr/tenancy.ts";

export const tenancy: Readonly<Record<keyof typeof french, Text>> = {
	"Row-level security is off on {name}: its policies hold nobody.":
		"أمان مستوى الصفوف معطَّل على {name}: فسياساته لا تقيّد أحدًا.",
	"{role} is a superuser: no policy holds it.": "{role} مستخدم فائق: لا تقيّده أي سياسة.",
	"{role} has BYPASSRLS: no policy holds it.": "لـ{role} BYPASSRLS: لا تقيّده أي سياسة.",
	"{role} owns {name}, which is not forced: no policy holds it.": "يملك {role} {name} بلا FORCE: لا تقيّده أي سياسة.",
	"{role} owns {name}, and FORCE ROW LEVEL SECURITY holds it all the same.":
		"يملك {role} {name}، ويقيّده FORCE ROW LEVEL SECURITY مع ذلك.",
	"Row-level security is on for {name}, and {role} is neither its owner nor exempt.":
		"أمان مستوى الصفوف مفعَّل على {name}، و{role} ليس مالكه ولا معفى.",
	"{role} may not use schema {schema}: nothing in it can be named.":
		"لا يحقّ لـ{role} استعمال المخطّط {schema}: فلا يُسمّى شيء فيه.",
	"Grant it the schema.": "امنحه المخطّط.",
	"Grant it what the application needs.": "امنحه ما يحتاجه التطبيق.",
	"Run the application's own statement by hand, as its role: until it goes through, no tenant is chosen.":
		"شغّل تعليمة التطبيق يدويًا بدوره: فما لم تمرّ لا يُختار مستأجر.",
	"Look at the policies (and the view, if it is one): `explain-row` of one row names the expression that fails.":
		"انظر في السياسات (وفي العرض إن كان عرضًا): يسمّي `explain-row` لصف واحد التعبير الفاشل.",
	"{from} has no rows at all.": "لا صفوف في {from} البتة.",
	"Nothing is hidden. Look at what should have written them.": "لا شيء محجوب. انظر في ما كان ينبغي أن يكتبها.",
	"Row-level security is on for {from}, and it has no policy: nobody but its exempt roles sees a row.":
		"أمان مستوى الصفوف مفعَّل على {from} بلا سياسة: لا يرى صفًّا إلا الأدوار المعفاة.",
	"Give it the policies that its neighbours have, as a migration.": "أعطه سياسات جيرانه بترحيل.",
	"The policies that let rows be read are for {others}, whose rights {role} does not have.":
		"السياسات التي تسمح بالقراءة لـ{others}، وليس لـ{role} صلاحياتها.",
	"No permissive policy lets rows be read: those there are for other commands, or restrictive.":
		"لا سياسة مُجيزة تسمح بالقراءة: فالموجود لأوامر أخرى أو مقيِّد.",
	"Look whether this is the application's role; else make it a member (with INHERIT), or name it in the policy.":
		"انظر هل هذا دور التطبيق؛ وإلا فاجعله عضوًا (مع INHERIT) أو سمِّه في السياسة.",
	"The policies read {unset}, which is empty in the session.": "تقرأ السياسات {unset} وهو فارغ في الجلسة.",
	"The statement that chooses the tenant sets something else: compare it with what the policies read.":
		"التعليمة التي تختار المستأجر تعيّن شيئًا آخر: قارنها بما تقرؤه السياسات.",
	"Say how the application chooses the tenant: `context` of the tenancy profile.":
		"قل كيف يختار التطبيق المستأجر: `context` في الملف التعريفي.",
	"The tenant's status is {status}.": "وضع المستأجر {status}.",
	"Look whether the application, or a policy, shuts such a tenant out on purpose.":
		"انظر هل يستبعد التطبيق أو سياسةٌ مستأجرًا كهذا عمدًا.",
	"{from} has {more}, and none belongs to tenant {id}.": "في {from} {more}، ولا شيء منها يخصّ المستأجر {id}.",
	"Nothing of this tenant is hidden. If rows are missed, look under which tenant they were written.":
		"لا شيء من هذا المستأجر محجوب. وإن افتُقدت صفوف فانظر لأي مستأجر كُتبت.",
	"They are {named}.": "وهي {named}.",
	"Take one of these rows and ask `explain-row` which policy keeps it out.":
		"خذ أحد هذه الصفوف واسأل `explain-row` أي سياسة تحجبه.",
	"It is not empty: {role} sees {tenant} as tenant {id}.{more}":
		"ليس فارغًا: يرى {role} {tenant} بصفة المستأجر {id}.{more}",
	"If a row is missed, ask `explain-row` about that row.": "إن افتُقد صف فاسأل `explain-row` عنه.",
	"every row": "كل صف",
	"no row": "لا صف",
	"The policies read {best} ({uses}) and {second} ({others}): which of them names the tenant?":
		"تقرأ السياسات {best} ({uses}) و{second} ({others}): أيّهما يسمّي المستأجر؟",
	"{column} holds a row's tenant: policies compare it {how}.": "يحمل {column} مستأجر الصف: تقارنه السياسات {how}.",
	"with {source}, through {through}": "مع {source} عبر {through}",
	"policy {name} on {relation}: {using}": "السياسة {name} على {relation}: {using}",
	"and {uses} more policies": "و{uses} من السياسات الأخرى",
	"policy {name}: {using}": "السياسة {name}: {using}",
	"with {source}{more}": "مع {source}{more}",
	"with the session's role: each tenant has a role of its own": "مع دور الجلسة: لكل مستأجر دور خاص",
	"No policy, key or column here tells tenants apart; {USUAL} is only a guess.":
		"لا سياسة ولا مفتاح ولا عمود يميّز المستأجرين هنا؛ و{USUAL} تخمين فحسب.",
	"{written} sets {source}, which the policies read.": "يعيّن {written} {source} الذي تقرؤه السياسات.",
	"More than one function sets {setting}.": "أكثر من دالة تعيّن {setting}.",
	"The policies read {source}, and no function of this database sets it: the application does.":
		"تقرأ السياسات {source} ولا دالة في قاعدة البيانات هذه تعيّنه: بل التطبيق.",
	"More than one role could be the application's.": "أكثر من دور قد يكون دور التطبيق.",
	"the policies about tenants are made for it": "سياسات المستأجرين موضوعة له",
	"it may read the tables, owns none, and is bound by their policies":
		"يحقّ له قراءة الجداول ولا يملك أيًّا منها وتقيّده سياساتها",
	"it logs in itself": "يدخل بنفسه",
	"The application acts as {name}: {why}.": "يعمل التطبيق بصفة {name}: {why}.",
	"may read {reads} of {of} tables": "يحقّ له قراءة {reads} من {of} من الجداول",
	"{relation} holds its tenant in {column}.": "يحمل {relation} مستأجره في {column}.",
	"A row of {relation} belongs to the tenant of the row of {target} that {column} points to.":
		"صف {relation} يخصّ مستأجر الصف الذي يشير إليه {column} في {target}.",
	"{relation} has several keys that lead to a tenant.": "لـ{relation} عدّة مفاتيح تقود إلى مستأجر.",
	"{relation} has no tenant of its own, and its key to a table that has one may be empty: it is left out.":
		"لا مستأجر خاصًّا لـ{relation}، ومفتاحه إلى جدول له مستأجر قد يكون فارغًا: فتُرك.",
	"The view {view} shows {column} of {read}.": "يُظهر العرض {view} العمود {column} من {read}.",
	"The view {view} reads {read} and shows no column that tells the tenant: it is left out.":
		"يقرأ العرض {view} {read} ولا يُظهر عمودًا يقول المستأجر: فتُرك.",
	"{relation} lists the tenants, by {id}.": "يسرد {relation} المستأجرين بـ{id}.",
	"{relation} is taken for the table of tenants by its name alone.": "عُدّ {relation} جدول المستأجرين لاسمه وحده.",
	"foreign key {name} of {relation}": "المفتاح الأجنبي {name} من {relation}",
	"foreign key {name}": "المفتاح الأجنبي {name}",
	"No role here has a policy that lets it see every tenant.": "لا دور هنا له سياسة تريه كل المستأجرين.",
	"Row-level security of {table} holds {login}: it sees the tenants that the policies let through. {way}":
		"أمان مستوى الصفوف على {table} يقيّد {login}: فيرى المستأجرين الذين تسمح بهم السياسات. {way}",
	"It is not JSON.": "ليس JSON.",
	"It does not say how tenants are told apart: {faults}.": "لا يقول كيف يُميَّز المستأجرون: {faults}.",
	"There is no table {written}.": "لا جدول {written}.",
	"There is no table {table}, which would list the tenants.": "لا جدول {table} ليسرد المستأجرين.",
	"{table} has no column {name}.": "لا عمود {name} في {table}.",
	"It cannot be read: {why}": "تتعذّر قراءته: {why}",
	"It shows rows of other tenants.": "يُظهر صفوف مستأجرين آخرين.",
	"It shows the tenant's rows, and nobody else's.": "يُظهر صفوف المستأجر وحده.",
	"The tenant has rows here, and sees none of them.": "للمستأجر صفوف هنا ولا يرى أيًّا منها.",
	"It shows no row of others; the tenant has none here.": "لا يُظهر صفًّا لغيره؛ ولا صفوف للمستأجر هنا.",
	"No tenant with rows was found in these tables, so there is none to look as.":
		"لم يُعثر في هذه الجداول على مستأجر له صفوف، فلا أحد يُطّلع بصفته.",
	"Looked as tenant {tenant}.": "اطُّلع بصفة المستأجر {tenant}.",
	"No table of this database has a tenant by this profile.": "بهذا الملف التعريفي لا جدول في قاعدة البيانات له مستأجر.",
	"Every name is there: {tables} tables and views with tenants.":
		"كل اسم موجود: الجداول والعروض ذات المستأجرين: {tables}.",
	"The profile names no role of the application.": "لا يسمّي الملف التعريفي دورًا للتطبيق.",
	"This login cannot act as {role}: {why}": "لا يستطيع حساب الدخول هذا العمل بصفة {role}: {why}",
	"it is a superuser": "هو مستخدم فائق",
	"it has BYPASSRLS": "له BYPASSRLS",
	"No policy binds {role}: {why}.": "لا سياسة تقيّد {role}: {why}.",
	"Acted as {role}, which row-level security binds.": "عُمل بصفة {role} الذي يقيّده أمان مستوى الصفوف.",
	"The profile has no statement that chooses the tenant.": "لا تعليمة في الملف التعريفي تختار المستأجر.",
	"Tenants are told by {like} everywhere.": "يُدلّ على المستأجرين بـ{like} في كل مكان.",
	"{schema}.{name} holds the tenant as {type}, others as {like}.":
		"يحمل {schema}.{name} المستأجر بنوع {type} وغيره بـ{like}.",
};
