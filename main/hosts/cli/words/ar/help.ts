import type { Words } from "../../../../words/fill.ts";

export const help = {
	"Usage:": "الاستعمال:",
	"Options:": "الخيارات:",
	"Commands:": "الأوامر:",
	"Arguments:": "المعطيات:",
	"display help for command": "عرض مساعدة الأمر",
	"output the version number": "عرض رقم الإصدار",
	"Migrations and tenant isolation for PostgreSQL databases behind Row-Level Security":
		"ترحيلات وعزل مستأجرين لقواعد PostgreSQL المحميّة بأمان مستوى الصفوف",
	"language of messages: en, fr or ar (default: BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG)":
		"لغة الرسائل: en أو fr أو ar (افتراضيًا: BULKHEAD_LANG، LC_ALL، LC_MESSAGES، LANG)",
	"open the app in a browser on this machine, behind a one-time token":
		"فتح التطبيق في متصفّح على هذا الجهاز برمز يُستعمل مرة واحدة",
	"port on loopback (default: one that is free)": "منفذ على الواجهة المحلّية (افتراضيًا: منفذ شاغر)",
	"end when no page was open and nothing ran for so long (default: never)":
		"الانتهاء بعد هذه المدّة بلا صفحة مفتوحة ولا عمل جارٍ (افتراضيًا: أبدًا)",
	"start the embedded PostgreSQL with tenants and data; prints its address":
		"تشغيل PostgreSQL المضمَّن بمستأجرين وبيانات؛ ويعرض عنوانه",
	"throw it away and make it anew": "حذفه وإنشاؤه من جديد",
	"plant known faults, for learning (docs/demo.md lists them)": "زرع عيوب معروفة للتعلّم (قائمتها في docs/demo.md)",
	"stop the demo's server": "إيقاف خادم العرض التجريبي",
	"every migration against this database": "حالة كل ترحيل في قاعدة البيانات هذه",
	"run every check too; exit 1 when one fails": "تشغيل كل الفحوص أيضًا؛ والخروج بالرمز 1 إن فشل أحدها",
	"apply pending migrations, in order": "تطبيق الترحيلات المعلّقة بالترتيب",
	"the last one to apply": "آخر ما يُطبَّق",
	"go on with a migration that stopped midway": "متابعة ترحيل توقّف في منتصفه",
	"run it from its beginning: what it did stays, and is met again": "تشغيله من بدايته: يبقى ما فعله ويُصادَف من جديد",
	"drop what it left invalid and forget the try: it is pending again":
		"حذف ما تركه غير صالح ونسيان المحاولة: يعود معلّقًا",
	"run for real, measure locks, rewrites and rows, then roll everything back":
		"تشغيل فعلي يقيس الأقفال وإعادات الكتابة والصفوف ثم يتراجع عن كل شيء",
	"rehearse in a copy of the schema: up, down, up; on this server, or =embedded":
		"تجربة في نسخة من المخطّط: تطبيق ثم تراجع ثم تطبيق؛ على هذا الخادم أو =embedded",
	"ask before and after what some tenants see, and tell the difference": "مقارنة ما يراه بعض المستأجرين قبل وبعد",
	"how tenants are told apart, as JSON (default: detected)": "كيف يُميَّز المستأجرون، بصيغة JSON (افتراضيًا: يُكتشف)",
	"rehearse without the second run, which counts changed rows by tenant":
		"تجربة بلا التشغيل الثاني الذي يعدّ الصفوف المتغيّرة لكل مستأجر",
	"leave the checks of what is applied to a later `bulkhead verify`": "ترك فحوص ما طُبِّق لأمر `bulkhead verify` لاحق",
	"undo a migration; what is lost is shown first": "التراجع عن ترحيل؛ ويُعرض أولًا ما سيُفقد",
	"roll back everything after this one, which stays": "التراجع عن كل ما بعد هذا الذي يبقى",
	"why; kept in the ledger (required)": "السبب؛ يُحفظ في السجلّ (إلزامي)",
	"how tenants are told apart, as JSON, for --isolation (default: detected)":
		"كيف يُميَّز المستأجرون، بصيغة JSON، لأجل --isolation (افتراضيًا: يُكتشف)",
	"run the checks; exit 1 when one fails": "تشغيل الفحوص؛ والخروج بالرمز 1 إن فشل أحدها",
	"record as applied what is there by its checks, or by another tool's history":
		"تسجيل ما تثبته فحوصه أو تاريخ أداة أخرى على أنه مطبَّق",
	"flyway, dbmate, golang-migrate, node-pg-migrate, sqitch, alembic; or checks (default: all)":
		"flyway أو dbmate أو golang-migrate أو node-pg-migrate أو sqitch أو alembic؛ أو checks (افتراضيًا: الكل)",
	"which history: SCHEMA.TABLE": "أي تاريخ: SCHEMA.TABLE",
	"also where a file was edited since, or a check does not hold; that is written down":
		"حتى إن عُدّل ملف منذئذ أو لم يصحّ فحص؛ ويُدوَّن ذلك",
	"kept in the ledger": "يُحفظ في السجلّ",
	"the ledger, newest first": "السجلّ، الأحدث أولًا",
	"at most this many entries (default: 1000)": "أقصى عدد للقيود (افتراضيًا: 1000)",
	"dangerous DDL and mistakes in row-level security": "تعليمات DDL خطرة وأخطاء في أمان مستوى الصفوف",
	"exit 1 for a finding at or above: error, warning or info (default: error)":
		"الخروج بالرمز 1 لملاحظة من درجة: error أو warning أو info فما فوق (افتراضيًا: error)",
	"the column that holds a row's tenant (default: tenant_id)": "العمود الذي يحمل مستأجر الصف (افتراضيًا: tenant_id)",
	"what the files are for (default: the server's, else every one from 13)":
		"الإصدار المقصود بالملفات (افتراضيًا: إصدار الخادم، وإلا كل إصدار من 13)",
	"the set may be run twice: report what fails the second time": "قد تُشغَّل المجموعة مرتين: يُبلَّغ عمّا يفشل في الثانية",
	"data that rollbacks kept on this machine": "بيانات حفظتها التراجعات على هذا الجهاز",
	"what there is, the newest first": "الموجود، الأحدث أولًا",
	"read every byte; exit 1 when one is damaged": "قراءة كل بايت؛ والخروج بالرمز 1 إن تلفت إحداها",
	"put the data back, after migrate": "إعادة البيانات بعد migrate",
	"rows that were written since stay as they are": "الصفوف المكتوبة منذئذ تبقى كما هي",
	"what each run left in the ledger, chained by hash": "ما تركه كل تشغيل في السجلّ، مسلسلًا بالبصمات",
	"at most this many (default: 200)": "أقصى عدد (افتراضيًا: 200)",
	"one: its number, its run, or latest": "واحدة: برقمها أو بتشغيلها أو latest",
	"compute every hash anew; exit 1 when the chain is broken": "إعادة حساب كل بصمة؛ والخروج بالرمز 1 إن انكسرت السلسلة",
	"one as a file": "واحدة في ملف",
	"FILE.json, or FILE.html: a page to print": "FILE.json، أو FILE.html: صفحة للطباعة",
	"what is still open, each with the statement that resolves it": "ما زال معلَّقًا، مع التعليمة التي تحسمه",
	"exit 1 when anything is open": "الخروج بالرمز 1 إن بقي شيء معلَّقًا",
	"saved connections": "الاتصالات المحفوظة",
	"the saved connections": "الاتصالات المحفوظة",
	"those that have all of these words": "ما يحوي كل هذه الكلمات",
	"save the one that --url or the environment names": "حفظ الاتصال الذي يحدّده --url أو متغيّرات البيئة",
	"change a saved connection": "تعديل اتصال محفوظ",
	"another name": "اسم آخر",
	"type the password anew, or take PGPASSWORD; it is kept as its mode says":
		"كتابة كلمة المرور من جديد أو أخذها من PGPASSWORD؛ وتُحفظ بحسب طريقتها",
	"save those of a .env, .pgpass, pg_service.conf, or an export":
		"حفظ ما في ملف .env أو .pgpass أو pg_service.conf أو ملف تصدير",
	"url, env, pgpass, service, bulkhead or sealed (default: found out)":
		"url أو env أو pgpass أو service أو bulkhead أو sealed (افتراضيًا: يُعرف تلقائيًا)",
	"only say what would be saved": "عرض ما سيُحفظ فقط",
	"also those whose server, database and user are saved already": "حتى ما حُفظ خادمه وقاعدته ومستخدمه من قبل",
	"how the passwords that are found are kept: vault, or session (default)":
		"كيف تُحفظ كلمات المرور الموجودة: vault أو session (افتراضيًا)",
	"the group they come into": "المجموعة التي توضع فيها",
	"the saved connections as a file, without secrets": "الاتصالات المحفوظة في ملف بلا أسرار",
	"a new file (default: standard output)": "ملف جديد (افتراضيًا: المخرج القياسي)",
	"with the kept passwords, under a passphrase": "مع كلمات المرور المحفوظة، بعبارة مرور",
	"connect and tell what is there": "الاتصال وعرض ما هناك",
	"forget a saved connection": "نسيان اتصال محفوظ",
	"who did what, when and why, on this machine": "من فعل ماذا ومتى ولماذا على هذا الجهاز",
	"only what concerned this tenant": "ما يخصّ هذا المستأجر فقط",
	"only what this user of the operating system did": "ما فعله مستخدم نظام التشغيل هذا فقط",
	"only this: migrate, rollback, verify, save-connection …":
		"هذا فقط: migrate أو rollback أو verify أو save-connection …",
	"2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago": "2026-11-24 أو 2026-11-24T08:30:00Z أو قبل 30m أو 12h أو 7d",
	"the same; left out itself": "مثله؛ دون الحدّ نفسه",
	"the newest first": "الأحدث أولًا",
	"at most this many (default: 100)": "أقصى عدد (افتراضيًا: 100)",
	"only what is older than this entry": "ما هو أقدم من هذا القيد فقط",
	"compute every hash anew; exit 1 when the trail is broken; with --connection, hold it against that database":
		"إعادة حساب كل بصمة؛ والخروج بالرمز 1 إن انكسر السجلّ؛ ومع --connection مقابلته بقاعدة البيانات تلك",
	"the trail as a file": "السجلّ في ملف",
	"FILE.jsonl: every entry, signed; FILE.csv: for a spreadsheet": "FILE.jsonl: كل قيد موقَّعًا؛ FILE.csv: لجدول بيانات",
	"Bulkhead's own file on this machine": "ملف Bulkhead الخاص على هذا الجهاز",
	"where it is, its backups, what was set aside": "مكانه ونسخه الاحتياطية وما نُحّي جانبًا",
	"read every page of it and of its backups; exit 1 when it is damaged":
		"قراءة كل صفحة منه ومن نسخه؛ والخروج بالرمز 1 إن كان تالفًا",
	"write a checked copy": "كتابة نسخة متحقَّق منها",
	"go back to a backup (default: the newest good one)": "العودة إلى نسخة احتياطية (افتراضيًا: أحدث نسخة سليمة)",
	"go on with the store as it is after one was set aside": "المتابعة بالمخزن كما هو بعد تنحية آخر",
	"passwords under a master password": "كلمات المرور تحت كلمة مرور رئيسية",
	"what there is": "الموجود",
	"choose a master password": "اختيار كلمة مرور رئيسية",
	"another master password; everything is encrypted anew": "كلمة مرور رئيسية أخرى؛ ويُشفَّر كل شيء من جديد",
	"throw it away with all that is in it": "حذفها بكل ما فيها",
	"what this machine's policy decides; exit 7 where it cannot be used":
		"ما تقرّره لائحة هذا الجهاز؛ والخروج بالرمز 7 إن تعذّر استعمالها",
	"the group it is listed under": "المجموعة التي يُدرج تحتها",
	"words it is found by": "كلمات يُعثر بها عليه",
	"for people": "للناس",
	"session, ask, os, vault, pgpass or command": "session أو ask أو os أو vault أو pgpass أو command",
	'a program that prints the password, or a list: ["pass","show","shop"]':
		'برنامج يطبع كلمة المرور، أو قائمة: ["pass","show","shop"]',
	"for how long its answer is used again (default: 10)": "مدّة إعادة استعمال جوابه (افتراضيًا: 10)",
	"read-only until it is unlocked, as production always is": "للقراءة فقط حتى يُفتح قفله، كما هو الإنتاج دائمًا",
	"not so, where it is not production": "ليس كذلك، في غير الإنتاج",
	"for how long an unlocking lasts (default: 10)": "مدّة فتح القفل (افتراضيًا: 10)",
	"without use until it locks and forgets what was typed; 0: never": "مدّة الخمول قبل أن يُقفل وينسى ما كُتب؛ 0: أبدًا",
	"the sessions of a server": "جلسات خادم",
	"who is on the server, what they wait for, who keeps whom waiting": "من على الخادم وماذا ينتظر ومن يُبقي غيره منتظرًا",
	"only who waits for another, or keeps others waiting": "من ينتظر غيره أو يُبقيه منتظرًا فقط",
	"the sessions of every database of the server": "جلسات كل قواعد البيانات على الخادم",
	"from when on an open transaction is pointed at (default: 5)": "متى يُشار إلى معاملة مفتوحة (افتراضيًا: 5)",
	"end the statement that a session runs": "إلغاء التعليمة التي تنفّذها جلسة",
	"end a session of this database": "إنهاء جلسة من قاعدة البيانات هذه",
	"how this database keeps its tenants apart": "كيف تفصل قاعدة البيانات هذه بين مستأجريها",
	"a profile as JSON (default: the saved one, else detected)":
		"ملف تعريفي بصيغة JSON (افتراضيًا: المحفوظ، وإلا المُكتشَف)",
	"the profile, as a file; what speaks for it beside it": "الملف التعريفي كملف، وبجانبه ما يؤيّده",
	"detect it, whatever is saved": "اكتشافه مهما كان المحفوظ",
	"try it out, read-only and rolled back; exit 1 when it does not hold":
		"تجربته للقراءة فقط مع التراجع؛ والخروج بالرمز 1 إن لم يصحّ",
	"id or slug to look as (default: one that has rows)":
		"معرّف المستأجر أو اسمه اللطيف للاطّلاع بصفته (افتراضيًا: واحد له صفوف)",
	"keep it with the connection (without --tenancy: what is detected now)":
		"حفظه مع الاتصال (بلا --tenancy: ما يُكتشف الآن)",
	"keep none: it is detected from then on": "عدم حفظ شيء: يُكتشف من الآن فصاعدًا",
	"many databases at once": "قواعد بيانات كثيرة معًا",
	"a matrix of databases and migrations; exit 3 when one is not reached":
		"مصفوفة قواعد البيانات والترحيلات؛ والخروج بالرمز 3 إن تعذّر الوصول إلى إحداها",
	"for one database (default: 10)": "لقاعدة بيانات واحدة (افتراضيًا: 10)",
	"exit 1 when anything is pending, changed or interrupted": "الخروج بالرمز 1 إن كان شيء معلّقًا أو معدَّلًا أو متوقّفًا",
	"apply pending migrations in waves, the canary first": "تطبيق الترحيلات المعلّقة على موجات، والتجريبية أولًا",
	"[LABEL=]WHAT: names with commas, 5, 10% or rest; may be repeated (default: 1, then rest)":
		"[LABEL=]WHAT: أسماء بينها فواصل، أو 5 أو 10% أو rest؛ يمكن تكراره (افتراضيًا: 1 ثم rest)",
	"rehearse each database first; one whose rehearsal fails is left as it is":
		"تجربة كل قاعدة أولًا؛ وما تفشل تجربتها تُترك كما هي",
	"begin nothing more after so many failures (default: 1)": "عدم بدء المزيد بعد هذا العدد من الإخفاقات (افتراضيًا: 1)",
	"do not stop for failures; those of the first wave stop it all the same":
		"عدم التوقّف للإخفاقات؛ إلا إخفاقات الموجة الأولى فتوقفه",
	"for one database (default: 900)": "لقاعدة بيانات واحدة (افتراضيًا: 900)",
	"take up what failed or was not reached in a run (default: the newest)":
		"متابعة ما فشل أو لم يُوصل إليه في تشغيل (افتراضيًا: الأحدث)",
	"runs that are remembered, the newest first": "التشغيلات المحفوظة، الأحدث أولًا",
	"one of them, database by database": "أحدها، قاعدةً قاعدة",
	"every saved connection": "كل الاتصالات المحفوظة",
	"saved connections of this group; may be repeated": "اتصالات هذه المجموعة؛ يمكن تكراره",
	"with this tag; may be repeated": "بهذا الوسم؛ يمكن تكراره",
	"of this name, * for any characters; may be repeated": "بهذا الاسم، و* لأي أحرف؛ يمكن تكراره",
	"addresses and names of saved connections, one a line": "عناوين وأسماء اتصالات محفوظة، واحد في كل سطر",
	"databases at the same time (default: 8)": "قواعد البيانات في آن واحد (افتراضيًا: 8)",
	"proof that tenants see their own rows and no others": "برهان على أن المستأجرين يرون صفوفهم وحدها",
	"ways around row security; exit 1 for a finding at or above --fail-on":
		"طرق الالتفاف على أمان الصفوف؛ والخروج بالرمز 1 لملاحظة من درجة --fail-on فما فوق",
	"error (default), warn or info": "error (افتراضيًا) أو warn أو info",
	"only these checks, parted by commas": "هذه الفحوص فقط، مفصولة بفواصل",
	"show what each finding lets happen, in transactions that are rolled back":
		"إظهار ما تتيحه كل ملاحظة، في معاملات يُتراجع عنها",
	"write the fixes as the next migration of --migrations DIR, with rollback and checks":
		"كتابة الإصلاحات ترحيلًا تاليًا في --migrations DIR، مع تراجع وفحوص",
	"of that file, behind its number": "لذلك الملف، بعد رقمه",
	"every table as every tenant; exit 1 when a foreign row is seen":
		"كل جدول بصفة كل مستأجر؛ والخروج بالرمز 1 إن شوهد صف غريب",
	"only as this one, by id or slug; may be repeated": "بصفة هذا فقط، بالمعرّف أو الاسم اللطيف؛ يمكن تكراره",
	"only as so many, spread over all: the same ones each time": "هذا العدد فقط موزّعًا على الجميع: أنفسهم كل مرة",
	"only this one; may be repeated": "هذا فقط؛ يمكن تكراره",
	"at the same time (default: 2)": "في آن واحد (افتراضيًا: 2)",
	"for one statement (default: 5)": "لتعليمة واحدة (افتراضيًا: 5)",
	"go on with a scan that was interrupted": "متابعة فحص شامل توقّف",
	"the server's own wall for looks through a tenant's eyes": "جدار الخادم نفسه للاطّلاع بعيني المستأجر",
	"what stands of it, and what leads past it": "القائم منه وما يتجاوزه",
	"exit 1 where it does not hold on every tenant table": "الخروج بالرمز 1 إن لم يصمد على كل جدول مستأجرين",
	"install it, or what is missing of it, in one transaction; the statements are shown first":
		"تركيبه أو تركيب ما نقص منه في معاملة واحدة؛ وتُعرض التعليمات أولًا",
	"take it away, in one transaction; the statements are shown first": "إزالته في معاملة واحدة؛ وتُعرض التعليمات أولًا",
	"only show the statements, and what takes them back": "عرض التعليمات وما يتراجع عنها فقط",
	"id or slug": "المعرّف أو الاسم اللطيف",
	"look through a tenant's eyes: read-only, with evidence, and kept in the audit trail":
		"الاطّلاع بعيني مستأجر: للقراءة فقط مع الأدلّة، ويُدوَّن في سجلّ التدقيق",
	"why (required); kept in the audit trail": "السبب (إلزامي)؛ يُحفظ في سجلّ التدقيق",
	"of the ticket that it is for": "رقم التذكرة المعنيّة",
	"rows of this table: SCHEMA.TABLE, or TABLE of schema public":
		"صفوف هذا الجدول: SCHEMA.TABLE، أو TABLE في المخطّط public",
	"only rows with this value; may be repeated": "الصفوف ذات هذه القيمة فقط؛ يمكن تكراره",
	"by this column; COL:desc for falling order; may be repeated":
		"بحسب هذا العمود؛ COL:desc للترتيب التنازلي؛ يمكن تكراره",
	"at most this many rows (default: 200)": "أقصى عدد للصفوف (افتراضيًا: 200)",
	"the rows behind this key: `next` of the page before, or the key of its last row":
		"الصفوف بعد هذا المفتاح: `next` من الصفحة السابقة، أو مفتاح آخر صف فيها",
	"one SELECT, VALUES or TABLE of your own": "تعليمة SELECT أو VALUES أو TABLE من عندك",
	"refuse (7) where it is not enforced so: server or tool": "الرفض (7) إن لم يُفرض هكذا: server أو tool",
	"postgres://user@host:port/database": "postgres://user@host:port/database",
	"a saved connection": "اتصال محفوظ",
	"reach the server through SSH: user@host:port, or a name of ~/.ssh/config":
		"الوصول إلى الخادم عبر SSH: user@host:port أو اسم من ~/.ssh/config",
	"through these first, parted by commas": "مرورًا بهذه أولًا، مفصولة بفواصل",
	"private key (default: the agent, then the usual files of ~/.ssh)":
		"مفتاح خاص (افتراضيًا: الوكيل ثم الملفات المعتادة في ~/.ssh)",
	"the key that the SSH server must show where known_hosts has none":
		"المفتاح الذي على خادم SSH إبرازه حين لا يوجد في known_hosts",
	"read DATABASE_URL, DB_* or PG* from this file": "قراءة DATABASE_URL أو DB_* أو PG* من هذا الملف",
	"of that server: development (default), test or production":
		"بيئة ذلك الخادم: development (افتراضيًا) أو test أو production",
	"let this command write to production, which is read-only without it":
		"السماح لهذا الأمر بالكتابة في الإنتاج، وهو من دونه للقراءة فقط",
	"folder of migrations (default: the bundled IAFactory set)": "مجلّد الترحيلات (افتراضيًا: مجموعة IAFactory المرفقة)",
	"Bulkhead's own folder (also BULKHEAD_HOME)": "مجلّد Bulkhead الخاص (أو BULKHEAD_HOME)",
	"one JSON document on standard output": "مستند JSON واحد على المخرج القياسي",
	"answer yes to what would be asked": "الإجابة بنعم عمّا قد يُسأل عنه",
	"the customers of a database, and who belongs to them": "زبائن قاعدة البيانات ومن ينتمي إليهم",
	"part of a name, a slug or an e-mail address; or an id": "جزء من اسم أو اسم لطيف أو عنوان بريد؛ أو معرّف",
	"only of this status": "بهذا الوضع فقط",
	"only of this region": "من هذه المنطقة فقط",
	"only of this plan": "من هذه الباقة فقط",
	"name (default), slug, region, plan, status, email, created or id; -created: newest first":
		"name (افتراضيًا) أو slug أو region أو plan أو status أو email أو created أو id؛ -created: الأحدث أولًا",
	"which there are, page by page": "الموجودون، صفحةً صفحة",
	"go on behind the page that said so in `next`": "المتابعة بعد الصفحة التي ذكرت ذلك في `next`",
	"users and rows of each too, which takes longer": "مع مستخدمي كل منهم وصفوفه، وهو أطول",
	"one, by id or slug: users, keys, usage, rows, looks":
		"واحد بمعرّفه أو اسمه اللطيف: مستخدموه ومفاتيحه واستعماله وصفوفه والاطّلاعات عليه",
	"why you look; kept in the audit trail": "سبب الاطّلاع؛ يُحفظ في سجلّ التدقيق",
	"of which ticket": "من أي تذكرة",
	"the list as a file": "القائمة في ملف",
	"FILE.csv for a spreadsheet, or FILE.json": "FILE.csv لجدول بيانات، أو FILE.json",
	"a new tenant; without --slug one is made of the name": "مستأجر جديد؛ وبلا --slug يُصاغ من الاسم",
	"what it is called (required)": "اسمه (إلزامي)",
	"its name in addresses": "اسمه في العناوين",
	"where its data belongs": "حيث ينبغي أن تكون بياناته",
	"what it pays for": "ما يدفع مقابله",
	"default: the schema's": "افتراضيًا: ما في المخطّط",
	"whom to write to": "من تُراسَل",
	"blank, school, medical or law: what its settings begin with": "blank أو school أو medical أو law: إعداداته الأولى",
	"a user, by id or e-mail, belongs to it": "ربط مستخدم به، بمعرّفه أو بريده",
	"owner, admin, member, viewer … as the schema has them; one who is linked gets it":
		"owner أو admin أو member أو viewer … كما في المخطّط؛ والمرتبط من قبل يأخذه",
	"a user no longer belongs to it": "فكّ ارتباط مستخدم به",
	"who belongs to it, with their roles": "من ينتمي إليه، مع أدوارهم",
	"suspend it, or take it up again": "تعليقه أو إعادة تفعيله",
	"why; kept with the tenant and in the audit trail (required)": "السبب؛ يُحفظ مع المستأجر وفي سجلّ التدقيق (إلزامي)",
	"through whose eyes, by id or slug (required)": "بعيني من، بالمعرّف أو الاسم اللطيف (إلزامي)",
	"schema.table, with double quotes where SQL needs them (required)":
		"schema.table، بعلامات اقتباس مزدوجة حيث يحتاجها SQL (إلزامي)",
	"the application's role (default: that of the tenancy profile)": "دور التطبيق (افتراضيًا: ما في الملف التعريفي)",
	"which policy lets or keeps out a row, for each command": "أي سياسة تسمح بصف أو تحجبه، لكل أمر",
	"its primary key; COLUMN=VALUE each of several, or a JSON object of them":
		"مفتاحه الأساسي؛ COLUMN=VALUE لكل جزء، أو كائن JSON",
	"a column that singles it out, where there is no key; may be repeated": "عمود يميّزه حين لا مفتاح؛ يمكن تكراره",
	"its place in the table: (0,1)": "موضعه في الجدول: (0,1)",
	"a row that is not there: an object of its columns": "صف غير موجود: كائن بأعمدته",
	"what an UPDATE would change; may be repeated": "ما سيغيّره UPDATE؛ يمكن تكراره",
	"why a tenant sees nothing in a table": "لماذا لا يرى مستأجر شيئًا في جدول",
	"count no further (default: 100000)": "عدم العدّ أبعد من ذلك (افتراضيًا: 100000)",
	"index health; exit 1 for a finding at or above --fail-on":
		"صحّة الفهارس؛ الخروج بالرمز 1 عند نتيجة بدرجة --fail-on أو أشدّ",
	"findings of this table alone: schema.table; may be repeated": "نتائج هذا الجدول وحده: schema.table؛ يمكن تكراره",
	"a saved connection to a standby, whose scans are added; may be repeated":
		"اتصال محفوظ بخادم احتياطي تُضاف عمليات مسحه؛ يمكن تكراره",
	"what waits, what is being built, what is broken, what nobody uses":
		"ما ينتظر، وما يُنشأ، وما هو معطوب، وما لا يستخدمه أحد",
	"indexes that are being built now": "الفهارس التي تُنشأ الآن",
	"what earlier looks found, the newest first": "ما وجدته النظرات السابقة، الأحدث أولًا",
	"what changed between two looks of --history: FROM,TO": "ما تغيّر بين نظرتين من --history: FROM,TO",
} as const satisfies Words;
