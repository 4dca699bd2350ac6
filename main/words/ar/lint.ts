import type { Text } from "../fill.ts";
import type { lint as french } from "../fr/lint.ts";

export const lint: Readonly<Record<keyof typeof french, Text>> = {
	"There is no rule {rule}.": "لا قاعدة تدقيق {rule}.",
	"Nothing says why {rule} is allowed here.": "لا شيء يقول لماذا يُسمح بـ{rule} هنا.",
	"Nothing here is against {rule}.": "لا شيء هنا يخالف {rule}.",
	"Whoever calls it decides what its names mean, and their table or function is then used with the owner's rights.":
		"من يستدعيها يقرّر معنى أسمائها، فيُستعمل جدوله أو دالته بصلاحيات المالك.",
	"{name} runs as its owner, and its caller's search_path decides what it touches.":
		"تعمل {name} بصفة مالكها، وsearch_path المستدعي يقرّر ما تمسّه.",
	"Every function is everybody's to call from the moment it is made, and this one lends its owner's rights.":
		"كل دالة يستدعيها الجميع منذ إنشائها، وهذه تُعير صلاحيات مالكها.",
	"Everybody may call {name}, and it runs as its owner.": "يستطيع الجميع استدعاء {name} وهي تعمل بصفة مالكها.",
	"The table is read with the rights of the view's owner; where policies do not hold that role, the view shows every tenant's rows.":
		"يُقرأ الجدول بصلاحيات مالك العرض؛ وحيث لا تقيّد السياسات ذلك الدور يُظهر العرض صفوف جميع المستأجرين.",
	"{name} reads {guarded} as its owner.": "يقرأ {name} {guarded} بصفة مالكه.",
	"The copy has no policies: whoever may read it reads the rows of every tenant that its maker could see.":
		"النسخة بلا سياسات: فمن يقرؤها يقرأ صفوف كل مستأجر كان صانعها يراه.",
	"PUBLIC is every role of the cluster, those of other databases and of later years too.":
		"PUBLIC كل دور على الخادم، ومنها أدوار قواعد أخرى وأدوار السنين القادمة.",
	"Everybody may use {what}.": "يستطيع الجميع استعمال {what}.",
	"Policies do not hold these: TRUNCATE takes every tenant's rows, a foreign key tells which keys there are, a trigger sees each row.":
		"لا تقيّد السياسات هذه: فـTRUNCATE يأخذ صفوف كل مستأجر، والمفتاح الأجنبي يكشف المفاتيح الموجودة، والمُطلِق يرى كل صف.",
	"{what} on {table} to {whom} goes past its policies.": "{what} على {table} لـ{whom} يتجاوز سياساته.",
	"{name} passes by every policy ({what}).": "يتجاوز {name} كل سياسة ({what}).",
	"No policy holds such a role, and nothing shows when it looks.": "لا سياسة تقيّد دورًا كهذا، ولا شيء يُظهر متى يطّلع.",
	"Each row gets a value of its own, so the whole table is written anew while nobody may read or write it.":
		"يأخذ كل صف قيمة خاصة، فيُعاد كتابة الجدول كله ولا أحد يقرؤه أو يكتبه أثناء ذلك.",
	"Adding {name} to {table} rewrites the table: {text}.": "إضافة {name} إلى {table} تعيد كتابة الجدول: {text}.",
	"It fails as soon as the table has a row.": "يفشل متى كان في الجدول صف.",
	"{table}.{name} is NOT NULL and has no default: no row that is there can have it.":
		"{table}.{name} هو NOT NULL بلا قيمة افتراضية: فلا صف موجود يقبله.",
	"Every row is looked up while nobody may write to either table.": "يُبحث عن كل صف ولا أحد يكتب في أي من الجدولين.",
	"The foreign key is checked for all of {name} at once; writes to both tables wait.":
		"يُفحص المفتاح الأجنبي لكل {name} دفعة واحدة؛ وتنتظر الكتابة في الجدولين.",
	"Every row is read while nobody may read or write the table.": "يُقرأ كل صف ولا أحد يقرأ الجدول أو يكتبه.",
	"The constraint is checked for all of {name} at once, and reads and writes wait.":
		"يُفحص القيد لكل {name} دفعة واحدة، وتنتظر القراءة والكتابة.",
	"The index is built while nobody may read or write the table.": "يُبنى الفهرس ولا أحد يقرأ الجدول أو يكتبه.",
	"{what} builds an index on {name} under a lock that stops reads and writes.":
		"يبني {what} فهرسًا على {name} تحت قفل يوقف القراءة والكتابة.",
	"{constraint} of {name} is validated in the transaction that adds it.":
		"يُتحقَّق من {constraint} على {name} في المعاملة التي تضيفه.",
	"The lock that ADD CONSTRAINT took is held until COMMIT, so the rows are read under it after all.":
		"القفل الذي أخذه ADD CONSTRAINT يبقى حتى COMMIT، فتُقرأ الصفوف تحته على كل حال.",
	"The table and its indexes are written anew while nobody may read or write it.":
		"يُعاد كتابة الجدول وفهارسه ولا أحد يقرؤه أو يكتبه.",
	"Changing {table}.{column} {change} rewrites the table.": "تغيير {table}.{column} {change} يعيد كتابة الجدول.",
	"Its rows are gone with COMMIT, and programs that still read it fail.":
		"تذهب صفوفه مع COMMIT، وتفشل البرامج التي ما زالت تقرؤه.",
	"{object} {name} goes, with its rows.": "يذهب {object} {name} بصفوفه.",
	"Its values are gone with COMMIT, and programs that still name it fail.":
		"تذهب قيمه مع COMMIT، وتفشل البرامج التي ما زالت تسمّيه.",
	"{table}.{column} goes, with its values.": "يذهب {table}.{column} بقيمه.",
	"CASCADE takes along what hangs on {known}.": "يأخذ CASCADE معه ما يتعلّق بـ{known}.",
	"Views, foreign keys and policies that hang on it go without a word; a table that loses its policies shows nothing, or everything.":
		"تذهب العروض والمفاتيح الأجنبية والسياسات المتعلّقة به دون كلمة؛ والجدول الذي يفقد سياساته لا يُظهر شيئًا أو يُظهر كل شيء.",
	"Every row goes, of every tenant: row-level security does not hold it.":
		"يذهب كل صف لكل مستأجر: لا يقيّده أمان مستوى الصفوف.",
	"All rows of {name} go{more}.": "تذهب كل صفوف {name}{more}.",
	"{how} writes all of {name} anew.": "{how} يعيد كتابة كل {name}.",
	"The table is copied or written anew while nobody may read or write it.":
		"يُنسخ الجدول أو يُعاد كتابته ولا أحد يقرؤه أو يكتبه.",
	"Everyone waits until the transaction ends, whatever else it does meanwhile.":
		"ينتظر الجميع حتى تنتهي المعاملة مهما فعلت أثناء ذلك.",
	"{name} is locked ({MODES}) until COMMIT.": "يُقفل {name} ({MODES}) حتى COMMIT.",
	"Nobody may write to the table until the index is built.": "لا يكتب أحد في الجدول حتى يُبنى الفهرس.",
	"Building {index} on {name} stops all writes to it.": "بناء {index} على {name} يوقف كل كتابة فيه.",
	"It waits for every query on the table, and everyone who comes later waits behind it.":
		"ينتظر كل استعلام على الجدول، وينتظر خلفه كل من يأتي بعده.",
	"Dropping {name} locks its table against readers and writers.": "حذف {name} يقفل جدوله على القراءة والكتابة.",
	"Nobody may write to the table, or use the index, until it is built again.":
		"لا يكتب أحد في الجدول ولا يستعمل الفهرس حتى يُعاد بناؤه.",
	"Nobody may read the view until it is filled again.": "لا يقرأ أحد العرض حتى يُملأ من جديد.",
	"Refreshing {name} keeps its readers waiting.": "تحديث {name} يُبقي قرّاءه منتظرين.",
	"Permissive policies are OR-ed: this one lets everything through, whatever the others say.":
		"السياسات المُجيزة تجتمع بـOR: وهذه تسمح بكل شيء مهما قالت الأخرى.",
	"{what} names no column of {table}: no index can serve it.": "لا يسمّي {what} عمودًا من {table}: فلا يخدمه فهرس.",
	"What {name} lets be seen in {table} is also what it lets be written.":
		"ما تسمح {name} برؤيته في {table} تسمح بكتابته أيضًا.",
	"Without the last permissive policy a table shows nothing; without a restrictive one it may show everything.":
		"بلا آخر سياسة مُجيزة لا يُظهر الجدول شيئًا؛ وبلا سياسة مقيِّدة قد يُظهر كل شيء.",
	"{policy} of {table} goes.": "تذهب {policy} على {table}.",
	"{name} calls {call}(), which is VOLATILE.": "تستدعي {name} {call}() وهي VOLATILE.",
	"{who} trusts {setting}, which every session can set.": "يثق {who} بـ{setting} الذي تستطيع كل جلسة تعيينه.",
	"Any session may set any custom setting, so whoever can send SQL can say that he is the administrator.":
		"تستطيع أي جلسة تعيين أي إعداد مخصّص، فمن يرسل SQL يستطيع ادّعاء أنه المدير.",
	"From COMMIT on every program that still says the old name fails.":
		"منذ COMMIT يفشل كل برنامج ما زال يقول الاسم القديم.",
	"{object} {what} becomes {to}.": "يصير {object} {what} {to}.",
	"Every session that may read the table reads every tenant's rows.":
		"كل جلسة يحقّ لها قراءة الجدول تقرأ صفوف جميع المستأجرين.",
	"{table} has {tenantColumn} and no row-level security{more}.": "في {table} {tenantColumn} ولا أمان مستوى صفوف{more}.",
	"Whom row-level security binds sees an empty table and can write nothing: the application stops.":
		"من يقيّده أمان مستوى الصفوف يرى جدولًا فارغًا ولا يكتب شيئًا: فيتوقّف التطبيق.",
	"{table} has row-level security and no policy that lets anything through{more}.":
		"على {table} أمان مستوى صفوف ولا سياسة تسمح بشيء{more}.",
	"A policy does nothing until row-level security is enabled: everybody sees everything.":
		"لا تفعل السياسة شيئًا حتى يُفعَّل أمان مستوى الصفوف: فالجميع يرى كل شيء.",
	"{table} has policies, and row-level security is not enabled{more}{more2}.":
		"على {table} سياسات، وأمان مستوى الصفوف غير مفعَّل{more}{more2}.",
	"The owner passes by every policy, and applications often log in as the owner.":
		"يتجاوز المالك كل سياسة، وكثيرًا ما تدخل التطبيقات بصفة المالك.",
	"The owner of {table} is not held by its policies{more}.": "لا تقيّد سياسات {table} مالكه{more}.",
	", unless a DO block that builds its SQL does it": "، ما لم تفعله كتلة DO تركّب SQL",
	"From COMMIT on every session that may read the table reads every tenant's rows.":
		"منذ COMMIT تقرأ كل جلسة يحقّ لها قراءة الجدول صفوف جميع المستأجرين.",
	"The policies of {name} hold nobody from here on.": "من هنا لا تقيّد سياسات {name} أحدًا.",
	"The policies of {name} do not hold its owner from here on.": "من هنا لا تقيّد سياسات {name} مالكه.",
	"The parent's policies hold only those who go through the parent: named directly, the child shows every row.":
		"سياسات الأصل لا تقيّد إلا من يمرّ به: فالفرع المسمّى مباشرة يُظهر كل صف.",
	"{table} belongs to {parent} and has no row-level security of its own{more}.":
		"{table} تابع لـ{parent} وليس له أمان مستوى صفوف خاص{more}.",
	"It outlives the transaction: the next file, and with a pool the next stranger, runs under it.":
		"يبقى بعد المعاملة: فيعمل تحته الملف التالي، ومع مجمّع الاتصالات الغريب التالي.",
	"{name} stays set for the session.": "يبقى {name} معيَّنًا للجلسة.",
	"Two tenants cannot have the same value, and the error tells one of them that another has it: row-level security does not hide that.":
		"لا يكون لمستأجرَين القيمة نفسها، والخطأ يقول لأحدهما إن غيره له إياها: وأمان مستوى الصفوف لا يخفي ذلك.",
	"A value of {name} ({columns}) is one tenant's for all.": "قيمة {name} ({columns}) لمستأجر واحد دون الجميع.",
	"Foreign keys are checked past row-level security: a row can refer to another tenant's, and the error tells which keys there are.":
		"تُفحص المفاتيح الأجنبية متجاوزةً أمان الصفوف: فقد يشير صف إلى صف مستأجر آخر، والخطأ يكشف المفاتيح الموجودة.",
	"{table} ({columns}) can refer to a row of {target} that is another tenant's.":
		"قد يشير {table} ({columns}) إلى صف في {target} لمستأجر آخر.",
	"The server will refuse it, and what stands behind it is not judged.": "سيرفضه الخادم، وما بعده لا يُحكم عليه.",
	"What runs there is not known before it runs: a rehearsal shows its locks, its rewrites and what it changes.":
		"ما يُشغَّل هناك لا يُعرف قبل تشغيله: وتُظهر التجربة أقفاله وإعادات كتابته وما يغيّره.",
	"This DO block is not looked into: {unread}.": "لم تُفحص كتلة DO هذه: {unread}.",
	"PostgreSQL refuses it there, so the file fails at that line.": "يرفضه PostgreSQL هناك، فيفشل الملف عند ذلك السطر.",
	"This cannot run in {where}.": "لا يمكن تشغيل هذا في {where}.",
	"It is a time on somebody's wall: what moment it was depends on who reads it.":
		"هو وقت على حائط أحدهم: فاللحظة تختلف باختلاف من يقرؤه.",
	"{name} does not say what moment it is.": "لا يقول {name} أي لحظة هي.",
	"At 2,147,483,647 every INSERT fails, and a wider type then rewrites the table.":
		"عند 2,147,483,647 يفشل كل INSERT، ونوع أوسع يعيد حينئذ كتابة الجدول.",
	"{name} runs out of numbers.": "ستنفد أرقام {name}.",
	"Every row is written in one transaction, of every tenant: it takes long, bloats the table, and cannot be taken back later.":
		"يُكتب كل صف لكل مستأجر في معاملة واحدة: يطول ويضخّم الجدول ولا يُستعاد بعدها.",
	"{verb} {name} means every row.": "{verb} {name} يعني كل صف.",
	"Whom the policies bind changes no row and hears of success; Bulkhead turns that into an error that names the table.":
		"من تقيّده السياسات لا يغيّر صفًّا ويُبلَّغ بالنجاح؛ ويجعل Bulkhead ذلك خطأً يسمّي الجدول.",
};
