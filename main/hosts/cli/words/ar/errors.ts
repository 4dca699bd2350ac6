import type { Words } from "../../../../words/fill.ts";

export const errors = {
	"Say what to do: bulkhead COMMAND.": "قل ما المطلوب: bulkhead COMMAND.",
	"`bulkhead --help` lists the commands, `bulkhead COMMAND --help` their options.":
		"يعرض `bulkhead --help` الأوامر، و`bulkhead COMMAND --help` خياراتها.",
	"unknown command '{name}'": "أمر غير معروف «{name}»",
	"unknown command '{name}'\n(Did you mean {near}?)": "أمر غير معروف «{name}» (هل قصدت {near}؟)",
	"unknown option '{name}'": "خيار غير معروف «{name}»",
	"unknown option '{name}'\n(Did you mean {near}?)": "خيار غير معروف «{name}» (هل قصدت {near}؟)",
	"missing required argument '{name}'": "معطى إلزامي ناقص: «{name}»",
	"option '{name}' argument missing": "الخيار «{name}» يحتاج قيمة",
	"too many arguments for '{name}'. Expected {most} arguments but got {given}.":
		"معطيات زائدة للأمر «{name}»: المتوقَّع {most} والمُعطى {given}.",
	"too many arguments for '{name}'. Expected {most} argument but got {given}.":
		"معطيات زائدة للأمر «{name}»: المتوقَّع {most} والمُعطى {given}.",
	"No connection is given.": "لم يُعطَ أي اتصال.",
	"Give --url postgres://…, or --connection NAME, or set DATABASE_URL, DB_HOST … DB_PASSWORD, or PGHOST …":
		"أعطِ --url postgres://…، أو --connection NAME، أو عيّن DATABASE_URL أو DB_HOST … DB_PASSWORD أو PGHOST …",
	"{question} Nobody is at a terminal to answer.": "{question} لا أحد على الطرفية ليجيب.",
	"Look at it, then say --yes.": "اطّلع عليه ثم قل --yes.",
	"Nothing was done.": "لم يُفعل شيء.",
	"Migrations are chosen by their numbers or by --to, not by both.": "تُختار الترحيلات بأرقامها أو بـ--to لا بكليهما.",
	"{text} is no migration's number.": "{text} ليس رقم ترحيل.",
	"A migration is named by its number, for example 006; `bulkhead status` lists them.":
		"يُسمّى الترحيل برقمه، مثل 006؛ ويسردها `bulkhead status`.",
	"--tenant and --table are needed.": "يلزم --tenant و--table.",
	"For example: --tenant acme --table public.orders.": "مثلًا: --tenant acme --table public.orders.",
	"{option} is COLUMN=VALUE or a JSON object, not {text}.": "{option} هو COLUMN=VALUE أو كائن JSON لا {text}.",
	"{option} is a number from 1 to {most}, not {text}.": "{option} عدد من 1 إلى {most} لا {text}.",
	"{option} is a number from {least} to {most}, not {text}.": "{option} عدد من {least} إلى {most} لا {text}.",
	"{option} is a number up to {most}, not {text}.": "{option} عدد لا يتجاوز {most} لا {text}.",
	"{option} is a whole number up to {most}, not {text}.": "{option} عدد صحيح لا يتجاوز {most} لا {text}.",
	"{option} is 2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago, not {text}.":
		"{option} يُكتب 2026-11-24 أو 2026-11-24T08:30:00Z أو 30m أو 12h أو 7d لا {text}.",
	"{option} is one of {choices}.": "{option} واحد من: {choices}.",
	"--long is a number of minutes, at most 1440, not {text}.": "--long عدد دقائق لا يتجاوز 1440 لا {text}.",
	"--from {text}: that is no tool that Bulkhead knows.": "--from {text}: هذه أداة لا يعرفها Bulkhead.",
	"It reads {options}; or say checks.": "يقرأ {options}؛ أو قل checks.",
	"A look needs --reason TEXT; it is kept in the audit trail.": "الاطّلاع يحتاج --reason TEXT؛ ويُحفظ في سجلّ التدقيق.",
	"Say what to look at: --table TABLE, or --sql TEXT.": "قل علامَ تطّلع: --table TABLE أو --sql TEXT.",
	"--where, --sort and --after go with --table; in --sql the statement says it.":
		"--where و--sort و--after ترافق --table؛ ومع --sql تقوله التعليمة.",
	"--require is server or tool, not {require}.": "--require هو server أو tool لا {require}.",
	"--where is COL=VALUE, not {text}.": "--where هو COL=VALUE لا {text}.",
	"--fail-on {text}: it is error, warn or info.": "--fail-on {text}: هو error أو warn أو info.",
	"--fail-on {text}: it is error, warning or info.": "--fail-on {text}: هو error أو warning أو info.",
	"--server-version {text}: it is a major version of PostgreSQL from 13.":
		"--server-version {text}: هو إصدار رئيسي من PostgreSQL ابتداءً من 13.",
	"--scratch {value}: it is server (the default) or embedded.": "--scratch {value}: هو server (افتراضيًا) أو embedded.",
	"--wave {text}: it is no wave.": "--wave {text}: ليست موجة.",
	"A wave is [LABEL=]WHAT: rest, 10%, 5, or names with commas between: --wave canary=shop-1 --wave 10% --wave rest.":
		"الموجة تُكتب [LABEL=]WHAT: rest أو 10% أو 5 أو أسماء بينها فواصل: --wave canary=shop-1 --wave 10% --wave rest.",
	"--stop-after and --keep-going are two rules: say one of them.": "--stop-after و--keep-going قاعدتان: قل إحداهما.",
	"--resume, --redo and --clean are three ways on: say one of them.":
		"--resume و--redo و--clean ثلاث طرق للمتابعة: قل واحدة.",
	"--tenant names tenants and --tenants takes a sample of all: give one of them.":
		"--tenant يسمّي مستأجرين و--tenants يأخذ عيّنة من الجميع: أعطِ أحدهما.",
	"--tenancy gives a profile and --anew detects one: choose.": "--tenancy يعطي ملفًا تعريفيًا و--anew يكتشف واحدًا: اختر.",
	"--tenancy is for --isolation here: without it no tenant is asked as.":
		"--tenancy هنا لأجل --isolation: ومن دونه لا يُسأل بصفة أي مستأجر.",
	"--isolation looks before and after a run; a rehearsal is taken back before anybody could look.":
		"--isolation يطّلع قبل التشغيل وبعده؛ والتجربة يُتراجع عنها قبل أن يمكن الاطّلاع.",
	"{given} needs --rehearse: it says how a rehearsal is done.": "{given} يحتاج --rehearse: فهو يقول كيف تُجرى التجربة.",
	"--ssh-jump, --ssh-key and --ssh-host-key go with --ssh.": "--ssh-jump و--ssh-key و--ssh-host-key ترافق --ssh.",
	"--ssh is not a place: {text}": "--ssh ليس مكانًا: {text}",
	"--ssh-jump is not one place or several: {text}": "--ssh-jump ليس مكانًا ولا عدّة أماكن: {text}",
	"It looks like user@host:22; a name of ~/.ssh/config is enough.":
		"يُكتب هكذا user@host:22؛ ويكفي اسم من ~/.ssh/config.",
	"--sort is a field of a tenant, not {text}.": "--sort حقل من حقول المستأجر لا {text}.",
	"One of name, slug, region, plan, status, email, created, id; -created or created:desc for the other way round.":
		"واحد من name وslug وregion وplan وstatus وemail وcreated وid؛ و-created أو created:desc للعكس.",
	'--password-command is a program, or a list such as ["pass","show","shop"]; --expires is minutes.':
		'--password-command برنامج، أو قائمة مثل ["pass","show","shop"]؛ و--expires بالدقائق.',
	"The connection cannot be saved so: {issues}.": "لا يمكن حفظ الاتصال هكذا: {issues}.",
	"Nobody is at a terminal to type the password.": "لا أحد على الطرفية ليكتب كلمة المرور.",
	"Give it in PGPASSWORD.": "أعطها في PGPASSWORD.",
	"Say which file, or --from pgpass or --from service for libpq's own.":
		"قل أي ملف، أو --from pgpass أو --from service لملفات libpq.",
	"- reads standard input.": "- يقرأ المدخل القياسي.",
	"Say where to: --out FILE.{format}, or --out FILE.{other} for a spreadsheet.":
		"قل إلى أين: --out FILE.{format}، أو --out FILE.{other} لجدول بيانات.",
	"Say where to: --out FILE.json, or --out FILE.html for a page to print.":
		"قل إلى أين: --out FILE.json، أو --out FILE.html لصفحة للطباعة.",
	"Say where to: --out FILE.csv, or --out FILE.json.": "قل إلى أين: --out FILE.csv أو --out FILE.json.",
	"A filtered trail cannot be verified: FILE.jsonl has every entry.":
		"السجلّ المرشَّح لا يمكن التحقّق منه: ففي FILE.jsonl كل القيود.",
	"Leave the filter out, or write FILE.csv.": "اترك المرشِّح، أو اكتب FILE.csv.",
	"There is a file {file} already.": "هناك ملف {file} بالفعل.",
	"Name another, or overwrite it with --yes.": "سمِّ غيره، أو اكتب فوقه بـ--yes.",
	"{file} cannot be written: {why}": "تتعذّر كتابة {file}: {why}",
	"{file} cannot be written.": "تتعذّر كتابة {file}.",
	"{file} is there already.": "{file} موجود بالفعل.",
	"Choose another name.": "اختر اسمًا آخر.",
	"It is larger than {n} MB.": "حجمه أكبر من {n} MB.",
	"It is not UTF-8.": "ليس بترميز UTF-8.",
	"It cannot be read: {why}": "تتعذّر قراءته: {why}",
	"The file {path} cannot be read.": "تتعذّر قراءة الملف {path}.",
	"Give --env-file a file of lines such as DB_HOST=localhost.": "أعطِ --env-file ملفًا بأسطر مثل DB_HOST=localhost.",
	"{name} is not a port: {text}": "{name} ليس منفذًا: {text}",
	"A port is a number from 1 to 65535.": "المنفذ عدد من 1 إلى 65535.",
	"It names no target.": "لا يسمّي أي هدف.",
	"{n} of its lines cannot be used.": "أسطره غير الصالحة: {n}.",
	"A line is an address (postgres://…), NAME = address, or the name of a saved connection.":
		"السطر عنوان (postgres://…)، أو NAME = عنوان، أو اسم اتصال محفوظ.",
	"line {number}: it is neither an address nor the name of a saved connection":
		"السطر {number}: ليس عنوانًا ولا اسم اتصال محفوظ",
	"No target is chosen.": "لم يُختر أي هدف.",
	"Say --all, --group, --tag, --environment or --name (of saved connections), or --targets FILE.":
		"قل --all أو --group أو --tag أو --environment أو --name (لاتصالات محفوظة)، أو --targets FILE.",
	"There is no run of the fleet with anything left to do.": "لا تشغيل للأسطول بقي فيه ما يُفعل.",
	"`bulkhead fleet runs` lists those that are remembered.": "يسرد `bulkhead fleet runs` المحفوظ منها.",
	"There is no check {unknown}.": "لا فحص باسم {unknown}.",
	"They are: {evaluated}.": "وهي: {evaluated}.",
	"No file is named.": "لم يُسمَّ أي ملف.",
	"`bulkhead lint FILE…`, or with --url or --connection the files of that connection's folder.":
		"`bulkhead lint FILE…`، أو مع --url أو --connection ملفات مجلّد ذلك الاتصال.",
	"Say which migration: an ID, or --to ID (which stays).": "قل أي ترحيل: معرّف، أو --to ID (وهو يبقى).",
	"A rollback needs --reason TEXT; it is kept in the ledger.": "التراجع يحتاج --reason TEXT؛ ويُحفظ في السجلّ.",
	"This rollback cannot run.": "لا يمكن تشغيل هذا التراجع.",
	"A session is named by its process, a number, not {text}.": "تُسمّى الجلسة برقم عمليتها لا {text}.",
	"`bulkhead activity` lists them.": "يسردها `bulkhead activity`.",
	"There is no session {pid} in this database.": "لا جلسة {pid} في قاعدة البيانات هذه.",
	"`bulkhead activity` lists who is there; one of another database is stopped on a connection to that.":
		"يسرد `bulkhead activity` من هناك؛ وجلسة قاعدة أخرى تُوقَف من اتصال بتلك القاعدة.",
	"{name} is no saved connection: there is nothing to keep a profile with.":
		"{name} ليس اتصالًا محفوظًا: لا شيء يُحفظ معه الملف التعريفي.",
	"Save it with `bulkhead connections add NAME`, then name it with --connection.":
		"احفظه بالأمر `bulkhead connections add NAME` ثم سمِّه بـ--connection.",
	"Say what the tenant is called: --name NAME.": "قل اسم المستأجر: --name NAME.",
	"Say why: --reason TEXT.": "قل السبب: --reason TEXT.",
	"It is kept with the tenant and in the audit trail.": "يُحفظ مع المستأجر وفي سجلّ التدقيق.",
	"It needs at least {n} characters.": "يلزم {n} من الأحرف على الأقل.",
	"The two are not the same.": "الكلمتان غير متطابقتين.",
	"Master password: nobody is at a terminal to type it.": "كلمة المرور الرئيسية: لا أحد على الطرفية ليكتبها.",
	"Passphrase: nobody is at a terminal to type it.": "عبارة المرور: لا أحد على الطرفية ليكتبها.",
	"Put it as the first line of a file for its owner alone, and name that in {file}; or give an open descriptor in {fd}.":
		"ضعها سطرًا أول في ملف لمالكه وحده، وسمِّه في {file}؛ أو أعطِ واصفًا مفتوحًا في {fd}.",
	"What {variable} names cannot be read.": "تتعذّر قراءة ما يسمّيه {variable}.",
	"The file that {variable} names can be read by others, so it is not used.":
		"الملف الذي يسمّيه {variable} يقرؤه غير مالكه، لذا لا يُستعمل.",
	"chmod 600 it.": "نفّذ عليه chmod 600.",
	"The job {jobId} ended without a result.": "انتهت المهمّة {jobId} بلا نتيجة.",
	"There is no table {missing}.": "لا يوجد جدول {missing}.",
	"--compare takes two looks of --history: FROM,TO.": "يأخذ --compare نظرتين من --history: FROM,TO.",
} as const satisfies Words;
