import type { Text } from "../fill.ts";
import type { looks as french } from "../fr/looks.ts";

export const looks: Readonly<Record<keyof typeof french, Text>> = {
	"The role bulkhead_viewer is there already, with {unsafe}.": "الدور bulkhead_viewer موجود بالفعل ومعه {unsafe}.",
	"This role may not change the barrier: {message}.": "لا يحقّ لهذا الدور تغيير الحاجز: {message}.",
	"Connect as the owner of the tenant tables with CREATEROLE, or let an administrator run what `isolation barrier install --preview` prints.":
		"اتصل بمالك جداول المستأجرين وله CREATEROLE، أو دع مديرًا ينفّذ ما يعرضه `isolation barrier install --preview`.",
	"{check} finds nothing on {object} any more.": "لم يعد {check} يجد شيئًا على {object}.",
	"Look again: `bulkhead isolation doctor`.": "انظر من جديد: `bulkhead isolation doctor`.",
	"Look again.": "انظر من جديد.",
	"The demonstration is not run: {refused}": "لا تُشغَّل البرهنة: {refused}",
	"It cannot be shown: {message}": "تتعذّر البرهنة عليه: {message}",
	"This connection uses the bundled set, which is not added to.":
		"يستعمل هذا الاتصال المجموعة المرفقة التي لا يُضاف إليها.",
	"Name a folder of your own in the connection's settings, or with --migrations DIR. A copy of the bundled one will do.":
		"سمِّ مجلّدًا من عندك في إعدادات الاتصال أو بـ--migrations DIR. وتكفي نسخة من المرفقة.",
	"Leave it out of the file.": "اتركه خارج الملف.",
	"{schema}.{name} has no column {column}.": "لا عمود {column} في {schema}.{name}.",
	"Did you mean {near}?": "هل قصدت {near}؟",
	"The primary key of {schema}.{name} is {own}.": "المفتاح الأساسي لـ{schema}.{name} هو {own}.",
	"Give one value: --key VALUE.": "أعطِ قيمة واحدة: --key VALUE.",
	"Give each of them once: {own}, or a JSON object of them.": "أعطِ كلًّا منها مرة: {own}، أو كائن JSON.",
	"{schema}.{name} has no primary key.": "لا مفتاح أساسيًا لـ{schema}.{name}.",
	"Choose the row by columns that single it out: --where COLUMN=VALUE (more than once), or by its place: --ctid '(0,1)'.":
		"اختر الصف بأعمدة تميّزه: --where COLUMN=VALUE (أكثر من مرة)، أو بموضعه: --ctid '(0,1)'.",
	"No row is named.": "لم يُسمَّ أي صف.",
	"A row is named in more than one way.": "سُمّي صف بأكثر من طريقة.",
	"Give one of --key, --where, --ctid; or --row JSON for a row that is not there.":
		"أعطِ واحدًا من --key و--where و--ctid؛ أو --row JSON لصف غير موجود.",
	"Ask about the table that the view reads. A view reads it with its owner's rights, unless it has security_invoker.":
		"اسأل عن الجدول الذي يقرؤه العرض. فالعرض يقرؤه بصلاحيات مالكه ما لم يكن security_invoker.",
	"There is more than one table {name}: {where}.": "هناك أكثر من جدول باسم {name}: {where}.",
	"Name its schema: schema.table.": "سمِّ مخطّطه: schema.table.",
	"There is no table {name} in this database.": "لا جدول {name} في قاعدة البيانات هذه.",
	"Write schema.table, with double quotes around a name that needs them in SQL.":
		"اكتب schema.table بعلامات اقتباس مزدوجة حول اسم يحتاجها في SQL.",
	"More than one row has these values.": "أكثر من صف له هذه القيم.",
	"Give further columns, until they single one out.": "أعطِ أعمدة أخرى حتى تميّز واحدًا.",
	"Write the value as the column's type has it.": "اكتب القيمة كما يقتضي نوع العمود.",
	"There is no such row in {schema}.{name}.": "لا صف كهذا في {schema}.{name}.",
	"Look at the key again; a row that was removed is gone for everybody.":
		"انظر في المفتاح من جديد؛ فالصف المحذوف محذوف للجميع.",
	"This login is held by the policies itself and may take on no role that sees it: connect as a superuser, or as a role with BYPASSRLS.":
		"حساب الدخول هذا نفسه خاضع للسياسات ولا يمكنه اتخاذ دور يراه: اتصل بمستخدم فائق أو بدور له BYPASSRLS.",
	"Nobody knows which role the application has here.": "لا يُعرف أي دور للتطبيق هنا.",
	"Name it with --role, or as `role` in the tenancy profile (--tenancy FILE).":
		"سمِّه بـ--role أو بالحقل `role` في الملف التعريفي (--tenancy FILE).",
	"There is no role {role} on this server.": "لا دور {role} على هذا الخادم.",
	"Name the role of the application with --role, or in the tenancy profile.":
		"سمِّ دور التطبيق بـ--role أو في الملف التعريفي.",
	"The statement that chooses the tenant does not go through: {message}":
		"التعليمة التي تختار المستأجر لا تمرّ: {message}",
	"This login may not act as {role}: {message}": "لا يحقّ لحساب الدخول هذا أن يعمل بصفة {role}: {message}",
	"There is no table {name} with a tenant here.": "لا جدول {name} ذا مستأجر هنا.",
	"Give its schema, such as sales.orders; the tenancy profile says which tables have tenants.":
		"أعطِ مخطّطه، مثل sales.orders؛ والملف التعريفي يقول أي الجداول لها مستأجرون.",
	"No table here can hold {idOrSlug} as a tenant.": "لا جدول هنا يمكن أن يحوي {idOrSlug} مستأجرًا.",
	"Give the tenant's id. Slugs are known only where a table lists the tenants: name it in the tenancy profile.":
		"أعطِ معرّف المستأجر. ولا تُعرف الأسماء اللطيفة إلا حيث يسرد جدول المستأجرين: سمِّه في الملف التعريفي.",
	"There is no tenant {idOrSlug} in {schema}.{name}.": "لا مستأجر {idOrSlug} في {schema}.{name}.",
	"Look it up with `bulkhead tenants list`, by id or slug; a role that is bound by row-level security sees only its own tenant.":
		"ابحث عنه بالأمر `bulkhead tenants list` بالمعرّف أو الاسم اللطيف؛ والدور الخاضع لأمان مستوى الصفوف لا يرى إلا مستأجره.",
	"`bulkhead tenancy show` prints one that fits this database.":
		"يعرض `bulkhead tenancy show` واحدًا يناسب قاعدة البيانات هذه.",
	"Correct the value that is named, then try again.": "صحّح القيمة المذكورة ثم أعد المحاولة.",
	"Correct them, then try again.": "صحّحها ثم أعد المحاولة.",
	"The tenant is gone.": "لم يعد المستأجر موجودًا.",
	"Look it up with `bulkhead tenants list`.": "ابحث عنه بالأمر `bulkhead tenants list`.",
	"There is no tenant {idOrSlug} that this login may see.": "لا مستأجر {idOrSlug} يحقّ لحساب الدخول هذا أن يراه.",
	"Look it up with `bulkhead tenants list`, by id.": "ابحث عنه بالأمر `bulkhead tenants list` بالمعرّف.",
	"There is no user {shown} in {schema}.{name}.": "لا مستخدم {shown} في {schema}.{name}.",
	"Give the id or the whole e-mail address of somebody who has an account.":
		"أعطِ معرّف من له حساب أو عنوان بريده كاملًا.",
	"Two users are meant by {shown}.": "يدلّ {shown} على مستخدمَين.",
	"Give the id.": "أعطِ المعرّف.",
	"A role is needed.": "يلزم دور.",
	"{role} is no role here.": "{role} ليس دورًا هنا.",
	"{status} is no status here.": "{status} ليس وضعًا هنا.",
	"One of {choices}.": "واحد من {choices}.",
	"The tenants of {schema}.{name} have no {field}.": "ليس لمستأجري {schema}.{name} حقل {field}.",
	"Name its column in the tenancy profile, or leave it out.": "سمِّ عموده في الملف التعريفي أو اتركه.",
	"{user} is not linked to {called}.": "{user} غير مرتبط بـ{called}.",
	"`bulkhead tenants users TENANT` shows who is.": "يعرض `bulkhead tenants users TENANT` المرتبطين.",
	"No table of this database is known to list its tenants.": "لا يُعرف في قاعدة البيانات هذه جدول يسرد مستأجريها.",
	"Name it in a tenancy profile: --tenancy FILE, or the connection's settings.":
		"سمِّه في ملف تعريفي: --tenancy FILE أو إعدادات الاتصال.",
	"Connect to the primary: this server, or this login, only reads.":
		"اتصل بالخادم الأساسي: فهذا الخادم أو حساب الدخول للقراءة فقط.",
	"The table has no column {name} that this look can read.": "لا عمود {name} في الجدول يمكن لهذا الاطّلاع قراءته.",
	"The column {name} is masked: {what} would tell its values.": "العمود {name} محجوب: و{what} يكشف قيمه.",
	"Reveal the value that is needed, with a reason.": "اكشف القيمة اللازمة مع ذكر السبب.",
	"A filter of {name} has no value.": "مرشِّح {name} بلا قيمة.",
	"This look is not what it should be: {reasons}": "هذا الاطّلاع ليس كما ينبغي: {reasons}",
	"Nothing was shown.": "لم يُعرض شيء.",
	"This view does not show {schema}.{name}.": "هذه المعاينة لا تعرض {schema}.{name}.",
	"Look at the level of the view, and at `bulkhead isolation doctor`.":
		"انظر في مستوى المعاينة وفي `bulkhead isolation doctor`.",
	"This statement is not let through: {reasons}": "هذه التعليمة غير مسموح بها: {reasons}",
	"One SELECT, VALUES or TABLE over the tables of the view, with functions that only compute.":
		"تعليمة SELECT أو VALUES أو TABLE على جداول المعاينة، بدوال تحسب فحسب.",
	"It took longer than {limitMs} seconds, and was ended.": "استغرقت أكثر من {limitMs} ثانية فأُوقفت.",
	"Filter by a column that has an index, or ask for fewer rows.": "رشّح بعمود له فهرس أو اطلب صفوفًا أقل.",
	"It could only read, and was rolled back.": "لم يكن لها إلا القراءة، وتُرُوجع عنها.",
	"The statement that chooses the tenant is not run: {fault}": "لا تُشغَّل التعليمة التي تختار المستأجر: {fault}",
	"The statement that chooses the tenant failed: {message}.": "فشلت التعليمة التي تختار المستأجر: {message}.",
	"Look at `context` in the tenancy profile, and at who may call it.":
		"انظر `context` في الملف التعريفي ومن يحقّ له استدعاؤه.",
	"The one-time login could not be made: {message}.": "تعذّر إنشاء حساب الدخول لمرة واحدة: {message}.",
	"A pooler stands in front of this server: a look needs a session of its own.":
		"يقف أمام هذا الخادم مجمّع اتصالات: والاطّلاع يحتاج جلسة خاصة.",
	"A look through a tenant's eyes cannot be enforced by the server here.":
		"لا يمكن أن يفرض الخادم هنا الاطّلاع بعيني المستأجر.",
	"Look at `bulkhead isolation barrier check`.": "انظر `bulkhead isolation barrier check`.",
	"What comes after is told in another order than this one.": "البقية مذكورة بترتيب غير هذا.",
	"Give `next` of the page before, with the same sort.": "أعطِ `next` من الصفحة السابقة بالترتيب نفسه.",
	"Free SQL is not allowed in this view: nothing would keep it inside the tenant.":
		"لا يُسمح بـSQL حرّ في هذه المعاينة: فلا شيء يُبقيه داخل المستأجر.",
	"Browse tables instead.": "تصفّح الجداول بدلًا من ذلك.",
	"This view is not open any more.": "لم تعد هذه المعاينة مفتوحة.",
	"Open it again, with a reason.": "افتحها من جديد مع ذكر السبب.",
	"Bulkhead keeps this look inside by reading its SQL.": "يُبقي Bulkhead هذا الاطّلاع داخل حدوده بقراءة SQL.",
	"Columns are masked here: Bulkhead reads free SQL, so that their values stay on the server.":
		"هنا أعمدة محجوبة: يقرأ Bulkhead تعليمات SQL الحرّة لتبقى قيمها على الخادم.",
	"Row-level security holds this login on no tenant table.":
		"لا يخضع حساب الدخول هذا لأمان مستوى الصفوف على أي جدول مستأجرين.",
	"The barrier stands: the server itself pins every row to the tenant in the login's name.":
		"الحاجز قائم: يثبّت الخادم نفسه كل صف على المستأجر المذكور في اسم حساب الدخول.",
	"The login can do no more than read tables behind policies, and Bulkhead reads each statement before it runs.":
		"لا يمكن لحساب الدخول إلا قراءة جداول خلف سياسات، ويقرأ Bulkhead كل تعليمة قبل تشغيلها.",
	"The barrier is not installed in this database.": "الحاجز غير مركَّب في قاعدة البيانات هذه.",
	"The barrier does not hold: {leak}.": "الحاجز لا يصمد: {leak}.",
	"This server is a standby: a one-time login can only be made on the primary.":
		"هذا الخادم احتياطي: لا يُنشأ حساب دخول لمرة واحدة إلا على الأساسي.",
	"This session may not write: a one-time login cannot be made.":
		"لا يحقّ لهذه الجلسة الكتابة: لا يمكن إنشاء حساب دخول لمرة واحدة.",
	"Install the barrier (`bulkhead isolation barrier install`): then the server itself keeps the look inside.":
		"ركّب الحاجز (`bulkhead isolation barrier install`): حينئذ يُبقي الخادم نفسه الاطّلاع داخل حدوده.",
	"No tenant saw a row of its own in any table. Either those that were asked as have none, or the statement that chooses the tenant does not choose it: nothing is proved.":
		"لم ير أي مستأجر صفًّا له في أي جدول. إما أن من سُئل بصفتهم لا صفوف لهم، أو أن التعليمة التي تختار المستأجر لا تختاره: فلم يثبت شيء.",
	"Rows of tenants that are not listed could not be looked for: {why}.":
		"تعذّر البحث عن صفوف مستأجرين غير مسجّلين: {why}.",
	"row-level security holds this login": "حساب الدخول هذا خاضع لأمان مستوى الصفوف",
	"The tenants cannot be read from {label}: {message}": "تتعذّر قراءة المستأجرين من {label}: {message}",
	"The statement that chooses the tenant does not work here: {message}":
		"التعليمة التي تختار المستأجر لا تعمل هنا: {message}",
	"There is no role {role} here, which the tenancy profile names.": "لا دور {role} هنا وهو مذكور في الملف التعريفي.",
	"{role} is a superuser or has BYPASSRLS: no policy binds it.":
		"{role} مستخدم فائق أو له BYPASSRLS: لا تقيّده أي سياسة.",
	"it took too long": "استغرق وقتًا أطول من اللازم",
	"No table with a tenant column is known here.": "لا يُعرف هنا جدول له عمود مستأجر.",
	"There is no tenant to ask as.": "لا مستأجر يُسأل بصفته.",
	"A materialised view of tables with tenants that shows no tenant: no policy holds it, and whose rows it shows cannot be told.":
		"عرض مادّي لجداول ذات مستأجرين لا يُظهر المستأجر: لا سياسة تقيّده ولا يُعرف لمن صفوفه.",
	"A view that reads tables with tenants as its owner and shows no tenant: whose rows it shows cannot be told. With security_invoker the policies of whoever asks hold it.":
		"عرض يقرأ جداول ذات مستأجرين بصلاحيات مالكه ولا يُظهر المستأجر: لا يُعرف لمن صفوفه. ومع security_invoker تسري سياسات من يسأل.",
};
