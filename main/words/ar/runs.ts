import type { Text } from "../fill.ts";
import type { runs as french } from "../fr/runs.ts";

export const runs: Readonly<Record<keyof typeof french, Text>> = {
	"This is a fault of Bulkhead; please report it with the steps that led here.":
		"هذا خلل في Bulkhead؛ نرجو الإبلاغ عنه مع الخطوات التي أدّت إليه.",
	"Correct the field that is named, then try again.": "صحّح الحقل المذكور ثم أعد المحاولة.",
	"There is no process {pid} any more.": "لم تعد هناك عملية {pid}.",
	"Process {pid} works for this Bulkhead itself.": "العملية {pid} تعمل لهذا الـBulkhead نفسه.",
	"Cancel the run that it works for.": "ألغِ التشغيل الذي تعمل له.",
	"It is this Bulkhead's own session.": "هذه جلسة Bulkhead نفسه.",
	"Nothing was stopped.": "لم يُوقَف شيء.",
	"It is this Bulkhead's own: cancel the run that it works for.": "هي لهذا الـBulkhead: ألغِ التشغيل الذي تعمل له.",
	"It works in database {database}: open that database's connection to stop it.":
		"تعمل في قاعدة {database}: افتح اتصال تلك القاعدة لإيقافها.",
	"It is the server's own: only a superuser may stop it.": "هي للخادم نفسه: لا يوقفها إلا مستخدم فائق.",
	"It belongs to a superuser: only a superuser may stop it.": "تخصّ مستخدمًا فائقًا: لا يوقفها إلا مستخدم فائق.",
	"It belongs to {user}: membership in that role, or in pg_signal_backend, would be needed.":
		"تخصّ {user}: تلزم العضوية في ذلك الدور أو في pg_signal_backend.",
	"What other roles do is hidden from {name}: their statements, states and waits are empty. GRANT pg_read_all_stats TO {name} would show them.":
		"ما تفعله الأدوار الأخرى مخفيّ عن {name}: فتعليماتها وحالاتها وانتظاراتها فارغة. ويُظهرها GRANT pg_read_all_stats TO {name}.",
	"There are {total} sessions; {SESSIONS} of them are listed.": "الجلسات {total}؛ والمسرود منها {SESSIONS}.",
	"waits for a lock on a table": "تنتظر قفلًا على جدول",
	"waits for its turn to make a table longer": "تنتظر دورها لتوسيع جدول",
	"waits for another transaction to end, which changed a row that it wants": "تنتظر نهاية معاملة أخرى عدّلت صفًّا تريده",
	"waits for another transaction to end": "تنتظر نهاية معاملة أخرى",
	"waits for its turn at a row that another is about to get": "تنتظر دورها على صف توشك أخرى أن تناله",
	"waits for an advisory lock": "تنتظر قفلًا استشاريًا",
	"waits for a lock of an application": "تنتظر قفلًا من التطبيق",
	"sleeps (pg_sleep)": "نائمة (pg_sleep)",
	"reads from the disk": "تقرأ من القرص",
	"writes to the disk": "تكتب على القرص",
	"writes the WAL": "تكتب WAL",
	"waits until the disk has the WAL": "تنتظر وصول WAL إلى القرص",
	"builds the index": "يبني الفهرس",
	"builds the index: reads the table": "يبني الفهرس: يقرأ الجدول",
	"builds the index: sorts the rows": "يبني الفهرس: يفرز الصفوف",
	"builds the index: writes it": "يبني الفهرس: يكتبه",
	"waits for transactions that write to the table, before it builds": "ينتظر المعاملات التي تكتب في الجدول قبل أن يبني",
	"waits for transactions that write to the table, before it checks the index":
		"ينتظر المعاملات التي تكتب في الجدول قبل أن يفحص الفهرس",
	"waits for transactions that may still see older rows, in any table":
		"ينتظر المعاملات التي قد ترى صفوفًا أقدم في أي جدول",
	"checks the index: reads it": "يفحص الفهرس: يقرؤه",
	"checks the index: reads the table for rows that came meanwhile":
		"يفحص الفهرس: يقرأ الجدول بحثًا عن صفوف وردت أثناء ذلك",
	"reads the table": "يقرأ الجدول",
	"sorts the rows": "يفرز الصفوف",
	"writes the table anew": "يعيد كتابة الجدول",
	"builds the indexes anew": "يعيد بناء الفهارس",
	"Entry {seq} of the audit trail cannot be read.": "تتعذّر قراءة القيد {seq} من سجلّ التدقيق.",
	"`bulkhead audit verify` names the first that was changed.": "يسمّي `bulkhead audit verify` أول ما عُدّل.",
	"The audit trail did not take an entry.": "لم يقبل سجلّ التدقيق قيدًا.",
	"There is no certificate {id}: no run of this Bulkhead has changed this database yet.":
		"لا شهادة {id}: لم يغيّر أي تشغيل لـBulkhead قاعدة البيانات هذه بعد.",
	"There is no certificate {id}.": "لا شهادة {id}.",
	"Name one by its number, by its run, or as `latest`; `bulkhead certificates` lists them.":
		"سمِّ واحدة برقمها أو بتشغيلها أو `latest`؛ ويسردها `bulkhead certificates`.",
	"This role may not write certificates into the ledger (schema bulkhead).":
		"لا يحقّ لهذا الدور كتابة الشهادات في السجلّ (المخطّط bulkhead).",
	"{where} is there and cannot be used, so no connection is opened or changed.":
		"{where} موجود ولا يصلح للاستعمال، فلا يُفتح أي اتصال ولا يُعدَّل.",
	"This preview is too old, or was imported already.": "هذه المعاينة قديمة أو استُوردت من قبل.",
	"Read the file again.": "اقرأ الملف من جديد.",
	"Name another file.": "سمِّ ملفًا آخر.",
	"No connection was found in this.": "لم يُعثر فيه على اتصال.",
	"A postgres:// address, a .env with DATABASE_URL or DB_…, lines of a .pgpass, a pg_service.conf, or an export of Bulkhead's.":
		"عنوان postgres://، أو ملف .env فيه DATABASE_URL أو DB_…، أو أسطر .pgpass، أو pg_service.conf، أو ملف تصدير من Bulkhead.",
	"The file is sealed.": "الملف مختوم.",
	"Give the passphrase it was sealed with.": "أعطِ عبارة المرور التي خُتم بها.",
	"This is not the file's passphrase, or the file was changed.": "ليست عبارة مرور الملف، أو أن الملف عُدّل.",
	"Which of the two cannot be told. Type the passphrase again, or fetch the file anew.":
		"لا يمكن معرفة أيّ الأمرين. اكتب العبارة من جديد أو أحضر الملف ثانية.",
	"There is no connection {id}.": "لا اتصال {id}.",
	"Choose one from the list, or add it.": "اختر واحدًا من القائمة أو أضفه.",
	"A password command cannot be set from here: it starts a program on this machine.":
		"لا يُعيَّن أمر كلمة المرور من هنا: فهو يبدأ برنامجًا على هذا الجهاز.",
	"Choose another way to keep the password.": "اختر طريقة أخرى لحفظ كلمة المرور.",
	"This is not the master password.": "ليست كلمة المرور الرئيسية.",
	"Type it again. Nobody can find out a forgotten one: the vault is then thrown away, and its passwords typed anew.":
		"اكتبها من جديد. لا أحد يستطيع معرفة المنسيّة: تُحذف الخزنة حينئذ وتُكتب كلمات مرورها من جديد.",
	"The vault is locked.": "الخزنة مقفلة.",
	"Unlock it with the master password; on the command line, BULKHEAD_MASTER_PASSWORD_FILE names a file that holds it.":
		"افتحها بكلمة المرور الرئيسية؛ وفي سطر الأوامر يسمّي BULKHEAD_MASTER_PASSWORD_FILE ملفًا فيه هي.",
	"There is no vault yet.": "لا خزنة بعد.",
	"Choose a master password: `bulkhead vault create`, or in the app under a connection's password.":
		"اختر كلمة مرور رئيسية: `bulkhead vault create`، أو في التطبيق تحت كلمة مرور اتصال.",
	"There is a vault already.": "هناك خزنة بالفعل.",
	"Unlock it, or change its master password.": "افتحها أو غيّر كلمة مرورها الرئيسية.",
	"Another Bulkhead has changed the vault just now.": "غيّر Bulkhead آخر الخزنة للتوّ.",
	"Unlock it, then try again.": "افتحها ثم أعد المحاولة.",
	"There is no saved connection {name}.": "لا اتصال محفوظًا باسم {name}.",
	"`bulkhead connections list` shows them; `bulkhead connections add` saves one.":
		"يعرضها `bulkhead connections list`؛ ويحفظ واحدًا `bulkhead connections add`.",
	"This asks for the database's name, {database}, to be typed.": "يلزم هنا كتابة اسم قاعدة البيانات، {database}.",
	"Type it (or say --yes on the command line).": "اكتبه (أو قل --yes في سطر الأوامر).",
	"What was typed is not its name: look at where you are.": "المكتوب ليس اسمها: انظر أين أنت.",
	"Another saved connection is named {name}.": "هناك اتصال محفوظ آخر باسم {name}.",
	"Choose another name, or change that one.": "اختر اسمًا آخر أو عدّل ذاك.",
	"The connection's settings cannot be used: {faults}.": "إعدادات الاتصال غير صالحة: {faults}.",
	"The faults are planted in tables that are not there any more: migrations were rolled back.":
		"تُزرع العيوب في جداول لم تعد موجودة: فقد تُرُوجع عن ترحيلات.",
	"The demo is being started already, in another way.": "العرض التجريبي قيد البدء بطريقة أخرى.",
	"Wait for it to end, or cancel it; then try again.": "انتظر نهايته أو ألغه ثم أعد المحاولة.",
	"The disk is full: the demo could not be made.": "القرص ممتلئ: تعذّر إنشاء العرض التجريبي.",
	"The demo could not be made: {message}": "تعذّر إنشاء العرض التجريبي: {message}",
	"Start it again: what is half made is made anew. Else `bulkhead demo --reset`.":
		"ابدأه من جديد: يُعاد إنشاء ما لم يكتمل. وإلا `bulkhead demo --reset`.",
	"No target of this fleet is named {name}.": "لا هدف في هذا الأسطول باسم {name}.",
	"End the waves with one that takes the rest.": "اختم الموجات بواحدة تأخذ الباقي.",
	"A wave takes its targets from those that are chosen.": "تأخذ الموجة أهدافها من المختارة.",
	"Choose connections by name, group, tag or environment, or all of them.":
		"اختر اتصالات بالاسم أو المجموعة أو الوسم أو البيئة، أو كلّها.",
	"There is no run {id} of the fleet.": "لا تشغيل {id} للأسطول.",
	"No answer within {deadlineMs} s.": "لا جواب خلال {deadlineMs} s.",
	"It took longer than its deadline of {minutes} min.": "تجاوزت مهلتها البالغة {minutes} دقيقة.",
	"Nothing was applied.": "لم يُطبَّق شيء.",
	"No saved connection fits what was chosen.": "لا اتصال محفوظًا يطابق الاختيار.",
	"That run has nothing left to do.": "لم يبق لذلك التشغيل ما يفعله.",
	"There is no job {jobId}.": "لا مهمّة {jobId}.",
	"Bulkhead is closing.": "يُغلق Bulkhead.",
	"Nothing is given to read.": "لم يُعطَ ما يُقرأ.",
	"Give files, or a connection with a folder.": "أعطِ ملفات أو اتصالًا له مجلّد.",
	"There is no migration {unknown}.": "لا ترحيل {unknown}.",
	"What {title} wrote down cannot be adopted as it is.": "ما دوّنه {title} لا يمكن اعتماده كما هو.",
	"Put it in order with the tool itself, then adopt.": "رتّبه بالأداة نفسها ثم اعتمد.",
	"Nothing was adopted.": "لم يُعتمد شيء.",
	"What is here is not what was run.": "الموجود هنا ليس ما شُغّل.",
	"Put back the files that were run, and see why a check fails; --despite adopts all the same, and writes it down.":
		"أعد الملفات التي شُغّلت وانظر لماذا يفشل فحص؛ ويعتمد --despite مع ذلك ويدوّنه.",
	"The migration folder {folder} has {count}; nothing was run.": "في مجلّد الترحيلات {folder} {count}؛ لم يُشغَّل شيء.",
	"Mend the files that are named, then try again.": "أصلح الملفات المذكورة ثم أعد المحاولة.",
	"The folder has no migration {id}.": "لا ترحيل {id} في المجلّد.",
	"There are {from} to {to}.": "الموجود من {from} إلى {to}.",
	"The folder has none.": "لا شيء في المجلّد.",
	"Where that is meant, type the name of each table; rows are in it.":
		"إن كان ذلك مقصودًا فاكتب اسم كل جدول؛ ففيها صفوف.",
	"{migration}:{line} switches row-level security off on {table}.":
		"{migration}:{line} يعطّل أمان مستوى الصفوف على {table}.",
	"From then on every session that may read this table reads the rows of every tenant: {left}.":
		"بعدها كل جلسة يحقّ لها قراءة هذا الجدول تقرأ صفوف جميع المستأجرين: {left}.",
	"From then on every session that may read these tables reads the rows of every tenant: {left}.":
		"بعدها كل جلسة يحقّ لها قراءة هذه الجداول تقرأ صفوف جميع المستأجرين: {left}.",
	"Several histories know migrations of this folder.": "عدّة تواريخ تعرف ترحيلات من هذا المجلّد.",
	"Say which one is meant: --from TOOL, or --table SCHEMA.TABLE.":
		"قل أيّها المقصود: --from TOOL أو --table SCHEMA.TABLE.",
	"This database has a schema bulkhead that is not Bulkhead's ledger.":
		"في قاعدة البيانات هذه مخطّط bulkhead ليس سجلّ Bulkhead.",
	"Rename that schema; Bulkhead keeps its ledger under this name.":
		"غيّر اسم ذلك المخطّط؛ فبهذا الاسم يحفظ Bulkhead سجلّه.",
	"The ledger of this database was written by a newer Bulkhead.": "كتب سجلَّ قاعدة البيانات هذه إصدارٌ أحدث من Bulkhead.",
	"Use that one.": "استعمل ذاك.",
	"This role may not read the ledger (schema bulkhead).": "لا يحقّ لهذا الدور قراءة السجلّ (المخطّط bulkhead).",
	"Connect as the role that runs the migrations, or let that role grant USAGE on the schema and SELECT on its tables.":
		"اتصل بالدور الذي يشغّل الترحيلات، أو دعه يمنح USAGE على المخطّط وSELECT على جداوله.",
	"The ledger is of an older Bulkhead, and this role may not bring it up to date.":
		"السجلّ من إصدار أقدم من Bulkhead، ولا يحقّ لهذا الدور تحديثه.",
	"Run once as the role that owns the schema bulkhead.": "شغّل مرة بالدور المالك للمخطّط bulkhead.",
	"Another runner has changed the ledger since this plan was made.": "غيّر تشغيل آخر السجلّ منذ وُضعت هذه الخطة.",
	"Look at the status, then decide anew.": "انظر في الحالة ثم قرّر من جديد.",
	"{path} has changed while it was read.": "تغيّر {path} أثناء قراءته.",
	"Wait until nobody writes it any more, then try again.": "انتظر حتى لا يكتبه أحد ثم أعد المحاولة.",
	"Nothing was run. Each reason names what can be done.": "لم يُشغَّل شيء. وكل سبب يقول ما يمكن فعله.",
	"A migration stopped midway and needs a decision.": "توقّف ترحيل في منتصفه ويحتاج قرارًا.",
	"`bulkhead migrate --resume` goes on from there; `--redo` runs it anew, `--clean` forgets the try; `bulkhead rollback` undoes it.":
		"يتابع `bulkhead migrate --resume` من هناك؛ ويعيد `--redo` تشغيله، وينسى `--clean` المحاولة؛ ويتراجع عنه `bulkhead rollback`.",
	"{id} is still at work: its session is pid {stillRunning}.": "ما زال {id} يعمل: جلسته العملية {stillRunning}.",
	"Wait until it has ended, or end it: SELECT pg_cancel_backend(pid). Then go on.":
		"انتظر نهايتها أو أنهها: SELECT pg_cancel_backend(pid). ثم تابع.",
	"{id} was edited in a part that is done since it was begun.": "عُدّل {id} في جزء أُنجز منذ بدئه.",
	"A rollback needs a reason; it is kept in the ledger.": "التراجع يحتاج سببًا؛ ويُحفظ في السجلّ.",
	"Rolling back {ids} takes data out of the database.": "التراجع عن {ids} يُخرج بيانات من قاعدة البيانات.",
	"Look at what goes, then confirm. It is kept in a snapshot on this machine, from which it can be restored.":
		"انظر ما سيخرج ثم أكّد. يُحفظ في لقطة على هذا الجهاز يمكن استعادته منها.",
	"The statement ended without an error, and its effect is not there.": "انتهت التعليمة بلا خطأ وأثرها غير موجود.",
	"Another Bulkhead works on this database: {who}, pid {pid}.":
		"يعمل Bulkhead آخر على قاعدة البيانات هذه: {who}، العملية {pid}.",
	"Wait for it to end. If nobody is there any more, end its session: SELECT pg_terminate_backend(pid).":
		"انتظر نهايته. وإن لم يعد أحد هناك فأنهِ جلسته: SELECT pg_terminate_backend(pid).",
	"There are no checks for {names}.": "لا فحوص لـ{names}.",
	"Checks stand in verify/, under the same file name.": "الفحوص في verify/ باسم الملف نفسه.",
	"The link broke during COMMIT of {migration}, and the ledger could not be asked since.":
		"انقطعت الوصلة أثناء COMMIT للترحيل {migration} ولم يمكن سؤال السجلّ منذئذ.",
	"When the server answers again, `bulkhead status` tells whether it is applied. Nothing is half done.":
		"حين يجيب الخادم من جديد يقول `bulkhead status` هل طُبِّق. لا شيء نصف منجز.",
	"The rehearsal gave way: {who} waited {PATIENCE} s for its locks ({objects}).":
		"أفسحت التجربة الطريق: انتظر {who} أقفالها {PATIENCE} s ({objects}).",
	"It was a rehearsal: everything was rolled back.": "كانت تجربة: تُرُوجع عن كل شيء.",
	"The target's schema could not be copied to a scratch database.": "تعذّر نسخ مخطّط الهدف إلى قاعدة مؤقّتة.",
	"This role may not create databases, so there can be no scratch database on this server.":
		"لا يحقّ لهذا الدور إنشاء قواعد بيانات، فلا قاعدة مؤقّتة على هذا الخادم.",
	"Rehearse on the embedded server (--scratch=embedded), or connect as a role with CREATEDB.":
		"جرّب على الخادم المضمَّن (--scratch=embedded)، أو اتصل بدور له CREATEDB.",
	"The snapshot {id} does not hold what was written.": "لا تحوي اللقطة {id} ما كُتب فيها.",
	"Nothing was restored. If there is a copy of the file, put that in its place.":
		"لم يُستعد شيء. وإن كانت للملف نسخة فضعها مكانه.",
	"This snapshot is of the database {database}, and this is {here}.": "هذه اللقطة من قاعدة {database}، وهذه {here}.",
	"Connect to that database.": "اتصل بتلك القاعدة.",
	"Some rows of the snapshot meet rows that were written since.": "صفوف من اللقطة تصادف صفوفًا كُتبت منذئذ.",
	"The snapshot cannot be put back as things are.": "لا يمكن إعادة اللقطة والحال هذه.",
	"Apply the migrations that were rolled back, then restore.": "طبّق الترحيلات المتراجَع عنها ثم استعد.",
	"The snapshot may need {needed}, and there are {free} on this machine.":
		"قد تحتاج اللقطة {needed} والمتاح على هذا الجهاز {free}.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME). Nothing was rolled back.":
		"أفسح مكانًا أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME). لم يُتراجع عن شيء.",
};
