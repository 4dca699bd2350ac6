import type { Text } from "../fill.ts";
import type { rest as french } from "../fr/rest.ts";

export const rest: Readonly<Record<keyof typeof french, Text>> = {
	"The runs of the fleet cannot be kept: {message}": "تتعذّر صيانة تشغيلات الأسطول: {message}",
	"Make room on this machine's disk.": "أفسح مكانًا على قرص هذا الجهاز.",
	"Check the rights of Bulkhead's own folder.": "تحقّق من صلاحيات مجلّد Bulkhead الخاص.",
	"The statement is longer than {LONGEST} KB.": "التعليمة أطول من {LONGEST} KB.",
	"It holds a NUL character.": "فيها محرف NUL.",
	"The statement is nested too deep to be read.": "التعليمة متداخلة أعمق ممّا يُقرأ.",
	"PostgreSQL's scanner cannot read this text.": "لا يستطيع المحلّل اللفظي لـPostgreSQL قراءة هذا النصّ.",
	"A backslash command is psql's own; the server does not know it.":
		"أمر الشرطة المائلة العكسية خاص بـpsql؛ والخادم لا يعرفه.",
	"Take it out: each file is sent to the server as plain SQL.": "أخرجه: فكل ملف يُرسل إلى الخادم SQL صرفًا.",
	"{file} is a link.": "{file} رابط.",
	"Put the file itself there, or make its folder a link and leave the file's name as it is.":
		"ضع الملف نفسه هناك، أو اجعل مجلّده رابطًا مع إبقاء اسم الملف.",
	"{backup} is no backup that this Bulkhead can restore (version {version}).":
		"{backup} ليست نسخة يستطيع هذا الـBulkhead استعادتها (الإصدار {version}).",
	"Restore it with the Bulkhead that wrote it. Nothing was changed.": "استعدها بالـBulkhead الذي كتبها. لم يتغيّر شيء.",
	"ProxyJump of {host} in ~/.ssh/config leads in a circle.": "ProxyJump للمضيف {host} في ~/.ssh/config يدور في حلقة.",
	"ProxyJump of {alias} in ~/.ssh/config cannot be read.": "تتعذّر قراءة ProxyJump للاسم {alias} في ~/.ssh/config.",
	"Take these attributes from it (ALTER ROLE), or rename it; then install again.":
		"اسحب منه هذه الخصائص (ALTER ROLE) أو غيّر اسمه ثم ركّب من جديد.",
	"The ledger did not answer.": "لم يجب السجلّ.",
	"Certificate {number} cannot be read: it was edited, or is of a newer Bulkhead.":
		"تتعذّر قراءة الشهادة {number}: عُدّلت أو هي من إصدار أحدث من Bulkhead.",
	"`bulkhead certificates verify` tells which.": "يقول `bulkhead certificates verify` أيّ الأمرين.",
	"Its administrator corrects it; then start Bulkhead again. {ask}": "يصحّحه مديره؛ ثم ابدأ Bulkhead من جديد. {ask}",
	"This is no file of connections that this Bulkhead can read.": "ليس ملف اتصالات يقرؤه هذا الـBulkhead.",
	"It is made by `bulkhead connections export`. One of a newer version needs the newer Bulkhead.":
		"يُنشأ بالأمر `bulkhead connections export`. وملف أحدث يحتاج إصدارًا أحدث من Bulkhead.",
	'Set it in a terminal: bulkhead connections set NAME --password-command \'["PROGRAM","ARGUMENT"]\'':
		'عيّنه في طرفية: bulkhead connections set NAME --password-command \'["PROGRAM","ARGUMENT"]\'',
	"The vault's header in the local store is none that this Bulkhead can read.":
		"ترويسة الخزنة في المخزن المحلّي ليست ممّا يقرؤه هذا الـBulkhead.",
	"Use the newer Bulkhead that wrote it, or restore the store from a backup.":
		"استعمل الإصدار الأحدث الذي كتبها، أو استعد المخزن من نسخة احتياطية.",
	"Apply the migrations first, or make the demo anew: `bulkhead demo --reset --with-defects`.":
		"طبّق الترحيلات أولًا، أو أعد إنشاء العرض التجريبي: `bulkhead demo --reset --with-defects`.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME); then start the demo again.":
		"أفسح مكانًا أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME)؛ ثم ابدأ العرض التجريبي من جديد.",
	"Its statements can be copied and run where it does no harm, a copy of the schema for example.":
		"يمكن نسخ تعليماتها وتشغيلها حيث لا ضرر، في نسخة من المخطّط مثلًا.",
	"Choose among those that are saved, or open them first.": "اختر من المحفوظة أو افتحها أولًا.",
	"See whether the server is there and not overloaded; a longer deadline can be given.":
		"انظر هل الخادم موجود وغير مثقل؛ ويمكن إعطاء مهلة أطول.",
	"It did not answer when it was told to stop, and was left behind.": "لم تجب حين طُلب منها التوقّف فتُركت.",
	"`bulkhead status` tells how it stands once it answers again; nothing is half done.":
		"يقول `bulkhead status` حالها حين تجيب من جديد؛ لا شيء نصف منجز.",
	"Its rehearsal does not hold: {failing} checks fail.": "تجربتها لا تصحّ: الفحوص الفاشلة: {failing}.",
	"Look at the rehearsal of this database by itself.": "انظر في تجربة قاعدة البيانات هذه وحدها.",
	"{missing} of its targets are not known here: {name}.": "أهداف منه غير معروفة هنا ({missing}): {name}.",
	"Give the same --targets file again; a saved connection that was removed has to be added again.":
		"أعطِ ملف --targets نفسه من جديد؛ والاتصال المحفوظ الذي حُذف يُضاف ثانية.",
	"Jobs are forgotten when Bulkhead ends; the history of the database tells what was done.":
		"تُنسى المهمّات حين ينتهي Bulkhead؛ ويقول تاريخ قاعدة البيانات ما فُعل.",
	"{path} is not among the files that are given.": "{path} ليس من الملفات المعطاة.",
	"{title} has written into {shown} meanwhile.": "كتب {title} في {shown} أثناء ذلك.",
	"Wait until it is done, then adopt again.": "انتظر حتى ينتهي ثم اعتمد من جديد.",
	"{schema}.{name} is still invalid: some partition has no index attached to it.":
		"ما زال {schema}.{name} غير صالح: قسم بلا فهرس ملحق به.",
	"{schema}.{name} is there already, and it is another index than the file asks for.":
		"{schema}.{name} موجود بالفعل، وهو غير الفهرس الذي يطلبه الملف.",
	"Drop it, or give the new one another name.": "احذفه أو أعطِ الجديد اسمًا آخر.",
	"Give the index another name.": "أعطِ الفهرس اسمًا آخر.",
	"An index {name} is being built at this moment, by process {pid}.": "فهرس باسم {name} يُبنى الآن بالعملية {pid}.",
	"Wait until it is there, then go on.": "انتظر حتى يوجد ثم تابع.",
	"An index {name} is there already, and it is invalid.": "هناك فهرس باسم {name} وهو غير صالح.",
	"Drop it (DROP INDEX CONCURRENTLY {quoted}), then go on: IF NOT EXISTS would take it for done.":
		"احذفه (DROP INDEX CONCURRENTLY {quoted}) ثم تابع: فـIF NOT EXISTS يعدّه منجزًا.",
	"{what} is there already, and it is another index than the file asks for.":
		"{what} موجود بالفعل، وهو غير الفهرس الذي يطلبه الملف.",
	"Drop it, or give the new one another name: IF NOT EXISTS would take it for done.":
		"احذفه أو أعطِ الجديد اسمًا آخر: فـIF NOT EXISTS يعدّه منجزًا.",
	"The checks of {id} hold no longer: somebody is changing the schema.": "لم تعد فحوص {id} صحيحة: أحدهم يغيّر المخطّط.",
	"A table is known by its columns, in every schema; --table SCHEMA.TABLE names one that does not have the usual name.":
		"يُعرف الجدول بأعمدته في كل مخطّط؛ ويسمّي --table SCHEMA.TABLE ما ليس له الاسم المعتاد.",
	"Put that part back and resume; or roll back and apply anew; or, where what it did may stay or was undone by hand, `migrate --redo` runs the file from its beginning.":
		"أعد ذلك الجزء وتابع؛ أو تراجع وطبّق من جديد؛ أو، إن جاز بقاء ما فعله أو أُزيل يدويًا، فـ`migrate --redo` يشغّل الملف من بدايته.",
	"It runs by itself, and is too long for that in a file of this size.":
		"تُشغَّل منفردة وهي أطول من ذلك في ملف بهذا الحجم.",
	"Give it a file of its own.": "أعطها ملفًا خاصًّا.",
	"Put what belongs together between BEGIN and COMMIT, or part the file.":
		"ضع ما يجتمع بين BEGIN وCOMMIT أو قسّم الملف.",
	"Make them in a DO block.": "اصنعها في كتلة DO.",
	"The folder is written in the form of {format}; its files are for that tool to number.":
		"المجلّد بصيغة {format}؛ وترقيم ملفاته لتلك الأداة.",
	"Copy the statements into a migration of that tool.": "انسخ التعليمات إلى ترحيل من تلك الأداة.",
	"{check} on {object} has no statement that mends it: {detail}": "ليس لـ{check} على {object} تعليمة تصلحه: {detail}",
	"Each reason names what stood in the way.": "كل سبب يقول ما وقف في الطريق.",
	"Nothing was run on the target.": "لم يُشغَّل شيء على الهدف.",
	"It has {columns}{more}.": "فيه {columns}{more}.",
	"{schema}.{name} is {KINDS}: it has no policies of its own.": "{schema}.{name} هو {KINDS}: فليس له سياسات خاصة.",
	"Nothing filters its rows by tenant: only privileges decide who reads it.":
		"لا شيء يرشّح صفوفه حسب المستأجر: فالصلاحيات وحدها تقرّر من يقرؤه.",
	"This row is larger than 64 million characters.": "هذا الصف أكبر من 64 مليون محرف.",
	"Run it by hand as the application does. It has to work in a read-only transaction.":
		"شغّلها يدويًا كما يفعل التطبيق. وينبغي أن تعمل في معاملة للقراءة فقط.",
	"As an administrator: GRANT {role} TO the login of this connection; or connect as one that may.":
		"بصفة مدير: GRANT {role} TO حساب دخول هذا الاتصال؛ أو اتصل بحساب يحقّ له.",
	"A rollback would not undo everything that a write to {schema}.{name} does.":
		"لن يعيد التراجع كل ما تفعله كتابة في {schema}.{name}.",
	"Try it in a copy of the database, for example one that `bulkhead migrate --rehearse --scratch` makes.":
		"جرّبها في نسخة من قاعدة البيانات، كالتي ينشئها `bulkhead migrate --rehearse --scratch`.",
	"Wait for it to end; `bulkhead activity` shows what it does.": "انتظر نهايتها؛ ويعرض `bulkhead activity` ما تفعله.",
	"Nothing was read.": "لم يُقرأ شيء.",
	"Nothing was read as a tenant.": "لم يُقرأ شيء بصفة مستأجر.",
	"The statement that chooses the tenant cannot be relied on: {fault}":
		"لا يمكن الاعتماد على التعليمة التي تختار المستأجر: {fault}",
	"Restore with --keep-present: these rows stay as they are now, everything else comes back, and the snapshot keeps its version of them.":
		"استعد مع --keep-present: تبقى هذه الصفوف كما هي ويعود كل ما سواها وتحتفظ اللقطة بنسختها.",
	"{name} has {rows} rows, and {read} were read.": "في {name} {rows} من الصفوف، والمقروء {read}.",
	"This `after` cannot be used. {why}": "لا يمكن استعمال `after` هذا. {why}",
	"Give back what `next` said, with the same sort; or begin at the first page, without it.":
		"أعد ما قاله `next` بالترتيب نفسه؛ أو ابدأ من الصفحة الأولى بدونه.",
	"The link broke while the change was committed.": "انقطعت الوصلة أثناء تثبيت التغيير.",
	"`bulkhead tenants show` tells whether it is there.": "يقول `bulkhead tenants show` هل هو موجود.",
	"A filter of {column} with `in` takes a JSON list of texts.": "مرشِّح {column} مع `in` يأخذ قائمة JSON من النصوص.",
	"Filter by columns that tell the row.": "رشّح بأعمدة تميّز الصف.",
	"Use the server's direct port, and open the view again: it looks anew at what can be enforced.":
		"استعمل منفذ الخادم المباشر وافتح المعاينة من جديد: فتنظر ثانية في ما يمكن فرضه.",
	"The login was answered as process {backendPid}, and process {pid} answers.":
		"أُجيب الدخول بالعملية {backendPid} والمجيبة الآن العملية {pid}.",
	"The tenant sees no such row.": "لا يرى المستأجر صفًّا كهذا.",
	"It may have been deleted meanwhile, or it is not this tenant's.": "ربما حُذف أثناء ذلك، أو ليس لهذا المستأجر.",
	"The time of this view is over.": "انتهى وقت هذه المعاينة.",
	"Its transaction was ended, and nothing is shown.": "أُنهيت معاملتها ولا يُعرض شيء.",
	"The query has more than {MOST_COLUMNS} columns.": "في الاستعلام أكثر من {MOST_COLUMNS} من الأعمدة.",
	"A value does not fit its column: {message}.": "قيمة لا تناسب عمودها: {message}.",
	"A column of this type cannot be sorted or compared so: {message}.":
		"عمود من هذا النوع لا يُفرز ولا يُقارن هكذا: {message}.",
	"The extension pgstattuple is not installed in this database.":
		"الامتداد pgstattuple غير مثبَّت في قاعدة البيانات هذه.",
	"As an administrator: CREATE EXTENSION pgstattuple; and GRANT pg_stat_scan_tables to this login.":
		"بصفة مدير: CREATE EXTENSION pgstattuple؛ وGRANT pg_stat_scan_tables لحساب الدخول هذا.",
	"This database has no look {id}.": "لا فحص {id} لقاعدة البيانات هذه.",
	"`bulkhead indexes --history` lists them.": "يسردها `bulkhead indexes --history`.",
};
