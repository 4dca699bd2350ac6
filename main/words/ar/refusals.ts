import type { Text } from "../fill.ts";
import type { refusals as french } from "../fr/refusals.ts";

export const refusals: Readonly<Record<keyof typeof french, Text>> = {
	"These migrations cannot be applied as things are.": "لا يمكن تطبيق هذه الترحيلات والحال هذه.",
	"These migrations cannot be rolled back as things are.": "لا يمكن التراجع عن هذه الترحيلات والحال هذه.",
	"a check of {id} fails": "فحص من {id} يفشل",
	"It is a {kind}, no file: it is not followed.": "هو {kind} لا ملف: فلا يُتبع.",
	"Put the file itself there.": "ضع الملف نفسه هناك.",
	"Name it NNN_name.sql: three digits or more, then letters, digits, _ . or -.":
		"سمِّه NNN_name.sql: ثلاثة أرقام أو أكثر، ثم حروف أو أرقام أو _ أو . أو -.",
	"Its name is not NNN_name.sql.": "اسمه ليس NNN_name.sql.",
	"Its number is taken by {path}.": "رقمه مأخوذ للملف {path}.",
	"Give one of them another number.": "أعطِ أحدهما رقمًا آخر.",
	"Is {wanted} missing? Put it there, or renumber what follows.": "هل {wanted} ناقص؟ ضعه هناك أو أعد ترقيم ما يليه.",
	"There is a gap: after {id} comes {next}.": "هناك فجوة: بعد {id} يأتي {next}.",
	"It is not named like its forward file {path}.": "لا يحمل اسم ملف التطبيق {path}.",
	"Rename it to {path}.": "غيّر اسمه إلى {path}.",
	"There is no forward file {id}_{name}.sql.": "لا ملف تطبيق {id}_{name}.sql.",
	"Add it, or remove this file.": "أضفه أو احذف هذا الملف.",
	"the ledger knows it already": "يعرفه السجلّ من قبل",
	"{hole} before it is neither applied nor adopted": "{hole} قبله لم يُطبَّق ولم يُعتمد",
	"{shown} does not have it": "لا يوجد في {shown}",
	"a check fails: {name}": "فحص يفشل: {name}",
	"it has no checks that could prove it": "ليس له فحوص تثبته",
	"{id} ({path}) cannot be run here: {notRun}. Run it with {tool}, then `bulkhead adopt {id}`.":
		"لا يمكن تشغيل {id} ({path}) هنا: {notRun}. شغّله بـ{tool} ثم `bulkhead adopt {id}`.",
	"{id} stopped midway: {done} of {segments} segments are done, line {line} is next.":
		"توقّف {id} في منتصفه: أُنجز {done} من {segments} من المقاطع، والتالي عند السطر {line}.",
	"{id} stopped midway: {done} of {segments} segments are done, line {line} is next. Its session (pid {stillRunning}) still works on the server.":
		"توقّف {id} في منتصفه: أُنجز {done} من {segments} من المقاطع، والتالي عند السطر {line}. وجلسته (العملية {stillRunning}) ما زالت تعمل على الخادم.",
	"it is not applied": "لم يُطبَّق",
	"it is applied": "طُبِّق",
	"{id} was edited since it was applied: put back the file that was applied, or roll {id} back and apply it again.":
		"عُدّل {id} بعد تطبيقه: أعد الملف الذي طُبِّق، أو تراجع عن {id} ثم طبّقه من جديد.",
	"{id} is now named {name} since it was applied: put back the file that was applied, or roll {id} back and apply it again.":
		"صار اسم {id} الآن {name} بعد تطبيقه: أعد الملف الذي طُبِّق، أو تراجع عن {id} ثم طبّقه من جديد.",
	"{id} {name} is applied, and its file is missing: put it back, or point Bulkhead at the folder that has it.":
		"{id} {name} مطبَّق وملفه مفقود: أعده أو دلّ Bulkhead على المجلّد الذي فيه.",
	"its checks hold, but the ledger does not know it: record it with `bulkhead adopt {id}`":
		"فحوصه صحيحة لكن السجلّ لا يعرفه: سجّله بالأمر `bulkhead adopt {id}`",
	"{id} needs {below} before it: apply {more} too.": "يحتاج {id} إلى {below} قبله: طبّق {more} أيضًا.",
	"{above} stands on {id}: roll back in order, the newest first (or --to the one that stays).":
		"{above} يقوم على {id}: تراجع بالترتيب، الأحدث أولًا (أو --to ما يبقى).",
	"{above} stand on {id}: roll back in order, the newest first (or --to the one that stays).":
		"{above} تقوم على {id}: تراجع بالترتيب، الأحدث أولًا (أو --to ما يبقى).",
	"{id} is there, but the ledger does not know it: adopt it first.": "{id} موجود لكن السجلّ لا يعرفه: اعتمده أولًا.",
	"{id} {name} has no files here: point Bulkhead at the folder that has them.":
		"لا ملفات للترحيل {id} {name} هنا: دلّ Bulkhead على المجلّد الذي فيه.",
	"{id} has no rollback file: add {file}.": "لا ملف تراجع للترحيل {id}: أضف {file}.",
	"Nothing was changed.": "لم يتغيّر شيء.",
	"Counting what would be lost": "عدّ ما قد يُفقد",
	"Keeping a snapshot of {tables} tables": "حفظ لقطة من الجداول: {tables}",
	"Checking the snapshot": "فحص اللقطة",
	"Putting back {schema}.{name}": "إعادة {schema}.{name}",
	"Reading {schema}.{name}": "قراءة {schema}.{name}",
	"Asking every table as each tenant": "سؤال كل جدول بصفة كل مستأجر",
	"Making a PostgreSQL 18 cluster": "إنشاء خادم PostgreSQL 18",
	"Starting PostgreSQL 18": "تشغيل PostgreSQL 18",
	"Making a PostgreSQL server for the rehearsal": "إنشاء خادم PostgreSQL للتجربة",
	"Nothing of {id} was done: the database is as it was before.": "لم يُنجز شيء من {id}: قاعدة البيانات كما كانت.",
	"{id} stopped midway: {at} of {segments} segments are done, and stay done.":
		"توقّف {id} في منتصفه: أُنجز {at} من {segments} من المقاطع ويبقى منجزًا.",
	"Mend what stopped it, then `bulkhead migrate --resume` goes on from there; or roll {id} back.":
		"أصلح ما أوقفه ثم يتابع `bulkhead migrate --resume` من هناك؛ أو تراجع عن {id}.",
	"{command} in line {line} touched no rows.": "{command} في السطر {line} لم يمسّ أي صف.",
	"{message}: another session is in the way. {run} is rolled back and tried again ({attempt} of {TRIES} tries).":
		"{message}: جلسة أخرى في الطريق. يُتراجع عن {run} ويُعاد (المحاولة {attempt} من {TRIES}).",
	"Either all of {ids} was committed, with the entries in the ledger, or nothing of it.":
		"إما أن كل {ids} قد ثُبّت مع قيود السجلّ، أو لا شيء منه.",
	"{ids} was not committed: the server rolls it back by itself.": "لم يُثبَّت {ids}: يتراجع عنه الخادم بنفسه.",
	"{ids} was rolled back: the database is as it was before.": "تُرُوجع عن {ids}: قاعدة البيانات كما كانت.",
	"This statement cannot run in a transaction, and each file runs in one: take it out of the file.":
		"لا يمكن تشغيل هذه التعليمة داخل معاملة، وكل ملف يُشغَّل في معاملة: أخرجها من الملف.",
	"Another session changed the same rows: try again.": "عدّلت جلسة أخرى الصفوف نفسها: أعد المحاولة.",
	"Another session waited for us while we waited for it: try again when less is going on.":
		"انتظرتنا جلسة أخرى ونحن ننتظرها: أعد المحاولة حين يقلّ النشاط.",
	"Mend the statement at that place; `bulkhead lint` reads the file without a server.":
		"أصلح التعليمة في ذلك الموضع؛ ويقرأ `bulkhead lint` الملف بلا خادم.",
	"Connect as the owner of the objects, or as a role that may do this.": "اتصل بمالك الكائنات أو بدور يحقّ له ذلك.",
	"Another session holds a lock on the table: end its transaction or wait for it, then try again.":
		"تمسك جلسة أخرى قفلًا على الجدول: أنهِ معاملتها أو انتظرها ثم أعد المحاولة.",
	"The server's statement_timeout, or somebody, stopped the statement.":
		"أوقف statement_timeout على الخادم، أو أحدهم، التعليمة.",
	"Under row-level security this role would see only a part of the rows, or none, and the change would silently be incomplete. Three ways on: run it as a role with BYPASSRLS; or lift FORCE around it in the same file (ALTER TABLE … NO FORCE, then FORCE); or mean one tenant: SET LOCAL row_security = on, then set the tenant.":
		"مع أمان مستوى الصفوف لا يرى هذا الدور إلا بعض الصفوف أو لا شيء، فيكون التغيير ناقصًا بصمت. أمامك ثلاث طرق: شغّله بدور له BYPASSRLS؛ أو ارفع FORCE حوله في الملف نفسه (ALTER TABLE … NO FORCE ثم FORCE)؛ أو اقصد مستأجرًا واحدًا: SET LOCAL row_security = on ثم عيّن المستأجر.",
	"Nothing is dropped that no file names: drop or change what stands on it (the detail says what), then try again.":
		"لا يُحذف ما لا يسمّيه ملف: احذف أو عدّل ما يقوم عليه (وفي التفصيل ما هو) ثم أعد المحاولة.",
	"The barrier's policy reads this column. Take the barrier away (`bulkhead isolation barrier remove`), migrate, and install it again: its policies are written anew for the column as it is then.":
		"تقرأ سياسة الحاجز هذا العمود. أزل الحاجز (`bulkhead isolation barrier remove`) ثم رحّل وركّبه من جديد: فتُكتب سياساته من جديد للعمود كما صار.",
	"Bulkhead's ledger is a schema in this database, and {name} may not make one.":
		"سجلّ Bulkhead مخطّط في قاعدة البيانات هذه، ولا يحقّ لـ{name} إنشاء مخطّط.",
	"As {databaseOwner}: GRANT CREATE ON DATABASE {database} TO {name}; once is enough.":
		"بصفة {databaseOwner}: GRANT CREATE ON DATABASE {database} TO {name}؛ وتكفي مرة.",
	"{name} may not write into Bulkhead's ledger, which another role has made.":
		"لا يحقّ لـ{name} الكتابة في سجلّ Bulkhead الذي أنشأه دور آخر.",
	"Connect as the role that ran the first migration, or as a member of it.":
		"اتصل بالدور الذي شغّل أول ترحيل أو بعضو فيه.",
	"This server is a standby, or it lets this session only read.":
		"هذا الخادم احتياطي، أو لا يسمح لهذه الجلسة إلا بالقراءة.",
	"Connect to the primary, or see default_transaction_read_only of the role and the database.":
		"اتصل بالخادم الأساسي، أو انظر default_transaction_read_only للدور وقاعدة البيانات.",
	"A pooler stands in front of this server, and gives no session of its own.":
		"يقف أمام هذا الخادم مجمّع اتصالات لا يعطي جلسة خاصة.",
	"Use the server's direct port, or the pooler's session mode. Reading works here: status, verify, lint, and the plan.":
		"استعمل منفذ الخادم المباشر أو وضع الجلسة في المجمّع. والقراءة تعمل هنا: status وverify وlint والخطة.",
	"{name} is locked: it can only be read.": "{name} مقفل: لا يمكن إلا قراءته.",
	"Unlock it for some minutes (in the bar above, or with --unlock on the command line), then try again.":
		"افتح قفله لدقائق (في الشريط أعلاه، أو بـ--unlock في سطر الأوامر) ثم أعد المحاولة.",
	"The machine's policy keeps it locked.": "تُبقيه لائحة الجهاز مقفلًا.",
	"Ask whoever looks after this machine.": "اسأل من يرعى هذا الجهاز.",
	"Ask {contact}.": "اسأل {contact}.",
	"{where} does not allow the host {host}.": "{where} لا يسمح بالمضيف {host}.",
	"A production server is reached without TLS: use sslmode verify-full.":
		"يُبلغ خادم إنتاج بلا TLS: استعمل sslmode verify-full.",
	"With sslmode {sslMode} somebody in between could pose as this production server: use verify-full.":
		"مع sslmode {sslMode} قد ينتحل وسيطٌ خادمَ الإنتاج هذا: استعمل verify-full.",
	"The login is by MD5, which is weak: set the password anew with password_encryption = scram-sha-256.":
		"المصادقة بـMD5 وهي ضعيفة: عيّن كلمة المرور من جديد مع password_encryption = scram-sha-256.",
	"The server's certificate expired on {validTo}.": "انتهت شهادة الخادم في {validTo}.",
	"{field}: must not be empty": "{field}: يجب ألا يكون فارغًا",
	"{field}: must be at least {minimum}": "{field}: يجب ألا يقلّ عن {minimum}",
	"{field}: must be at most {maximum}": "{field}: يجب ألا يزيد على {maximum}",
	"{field}: must have at least {minimum} characters": "{field}: يجب ألا تقلّ أحرفه عن {minimum}",
	"{field}: must have at most {maximum} characters": "{field}: يجب ألا تزيد أحرفه على {maximum}",
	"{field}: must be {values}": "{field}: يجب أن يكون {values}",
	"{field}: has another form": "{field}: له صيغة أخرى",
	"Certificate {number} was edited: its text no longer has its hash.":
		"عُدّلت الشهادة {number}: لم يعد نصّها يطابق بصمتها.",
	"Certificate {number} is no certificate that this Bulkhead can read.":
		"الشهادة {number} ليست ممّا يقرؤه هذا الـBulkhead.",
	"Certificate {number} does not follow {told}, or was put in another's place.":
		"الشهادة {number} لا تلي {told}، أو وُضعت مكان أخرى.",
	"The ledger has no entry of certificate {number}'s run: entries were taken out of it.":
		"لا قيد في السجلّ لتشغيل الشهادة {number}: أُخرجت منه قيود.",
	"Entry {seq} is not what it was when it was written, or does not follow the one before it.":
		"القيد {seq} ليس كما كُتب، أو لا يلي ما قبله.",
	"Entry {seq} was written and is not there any more.": "القيد {seq} كُتب ولم يعد موجودًا.",
	"Entry {seq} is not signed by the key that it names.": "القيد {seq} ليس موقَّعًا بالمفتاح الذي يسمّيه.",
	"{about}: it holds for rows written since, and nobody has looked at those before.":
		"{about}: يسري على الصفوف المكتوبة منذئذ، ولم يفحص أحد ما قبلها.",
	"The index of {about} costs every write and serves no query; what made it did not end.":
		"فهرس {about} يكلّف كل كتابة ولا يخدم أي استعلام؛ فما أنشأه لم يكتمل.",
	"A trigger of {about} does not fire.": "مُطلِق على {about} لا ينطلق.",
	"Its policies are there and not in force: row-level security is off.":
		"سياساته موجودة وغير سارية: أمان مستوى الصفوف معطَّل.",
	"Its owner goes around the policies: row-level security is not forced.":
		"يتجاوز مالكه السياسات: أمان مستوى الصفوف غير مفروض (FORCE).",
	"It holds tenants' rows, and no policy keeps one tenant from another's; write one before you switch it on.":
		"فيه صفوف مستأجرين ولا سياسة تفصل بينهم؛ اكتب واحدة قبل تفعيله.",
	"It stopped midway: {done} of {segments} segments are done.": "توقّف في منتصفه: أُنجز {done} من {segments} من المقاطع.",
	"It was asked to stop.": "طُلب منه أن يتوقّف.",
	"It stopped by its rule: {failures} targets did not end well.":
		"توقّف بحسب قاعدته: الأهداف التي لم تنته بسلام: {failures}.",
	"The first wave did not end well: {bad} of {entries} targets.":
		"لم تنته الموجة الأولى بسلام: {bad} من {entries} من الأهداف.",
	"A materialised view has no row-level security: it holds everybody's rows.":
		"العرض المادّي بلا أمان مستوى الصفوف: ففيه صفوف الجميع.",
	"A foreign table has no row-level security here.": "الجدول الخارجي بلا أمان مستوى الصفوف هنا.",
	"Before PostgreSQL 15 a view is read with its owner's rights.": "قبل PostgreSQL 15 يُقرأ العرض بصلاحيات مالكه.",
	"The view is read with its owner's rights: it is not security_invoker.":
		"يُقرأ العرض بصلاحيات مالكه: فهو ليس security_invoker.",
	"Row-level security is off on it. The barrier does not switch it on, for that changes what the application sees.":
		"أمان مستوى الصفوف معطَّل عليه. ولا يفعّله الحاجز لأن ذلك يغيّر ما يراه التطبيق.",
	"The barrier is not installed on it yet.": "لم يُركَّب الحاجز عليه بعد.",
	"Its policy is not the one of the barrier any more.": "لم تعد سياسته سياسة الحاجز.",
	"Each policy takes a lock on its table that lets nobody read for a moment; it gives way after two seconds.":
		"تأخذ كل سياسة قفلًا على جدولها يمنع القراءة لحظة؛ وتفسح بعد ثانيتين.",
	"The application's own policies and rights stay as they are: these policies are for the viewer alone.":
		"تبقى سياسات التطبيق وصلاحياته كما هي: فهذه السياسات لدور الاطّلاع وحده.",
	"{left} tenant tables are left out, each with its reason.": "جداول مستأجرين تُركت: {left}، لكل منها سببه.",
	"as every role: estimates of whole tables, advisory locks, NOTIFY, pg_sleep and names in the catalogue; Bulkhead ends a look in time":
		"كما لكل دور: تقديرات الجداول كاملة، والأقفال الاستشارية، وNOTIFY، وpg_sleep، والأسماء في الفهرس النظامي؛ ويُنهي Bulkhead الاطّلاع في وقته",
};
