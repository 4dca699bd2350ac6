import type { Text } from "../fill.ts";
import type { doctor as french } from "../fr/doctor.ts";

export const doctor: Readonly<Record<keyof typeof french, Text>> = {
	"{scene} may make schemas in {name}, and install trusted extensions.":
		"يحقّ لـ{scene} إنشاء مخطّطات في {name} وتثبيت امتدادات موثوقة.",
	"Who owns a schema decides what is found in it, and puts tables there that nobody guards.":
		"مالك المخطّط يقرّر ما يوجد فيه، ويضع فيه جداول لا يحرسها أحد.",
	"As {name}, a schema is made, and rolled back.": "بصفة {name} يُنشأ مخطّط ثم يُتراجع عنه.",
	"A new table has no policy: between its CREATE and its policies, and for ever where somebody forgets them, its rows are open.":
		"الجدول الجديد بلا سياسة: فصفوفه مكشوفة بين CREATE وسياساته، ودائمًا إن نُسيت.",
	"What is there already stays granted. New objects have to be granted where they are made, beside their policies.":
		"يبقى الممنوح ممنوحًا. والكائنات الجديدة تُمنح حيث تُنشأ، بجانب سياساتها.",
	"It runs as {scene}, {open}, names {tables}, and {caller} may call {more}.":
		"تعمل بصفة {scene}، {open}، وتسمّي {tables}، ويحقّ لـ{caller} استدعاء {more}.",
	"Inside, the policies are asked for the function's owner, whom they do not hold: what it answers is about every tenant, unless its own code sees to it.":
		"في داخلها تُسأل السياسات عن مالك الدالة وهي لا تقيّده: فجوابها عن جميع المستأجرين ما لم يحتط لذلك كودها.",
	"It puts statements together when it runs (EXECUTE): which tables they name cannot be told.":
		"تركّب تعليمات أثناء عملها (EXECUTE): فلا يُعرف أي الجداول تسمّي.",
	"As tenant A, {name} calls it, and is told of other tenants' rows.":
		"بصفة المستأجر A يستدعيها {name} فيُخبَر عن صفوف مستأجرين آخرين.",
	"A procedure may commit by itself.": "قد يثبّت الإجراء بنفسه (COMMIT).",
	"It may do what no rollback takes back.": "قد تفعل ما لا يعيده أي تراجع.",
	"Policies call it, and it asks for CURRENT_USER, which is its owner {scene} inside of it.":
		"تستدعيها سياسات وهي تسأل عن CURRENT_USER، وهو في داخلها مالكها {scene}.",
	"The answer is the same for every session: it tells who owns the function and not who asks.":
		"الجواب واحد لكل جلسة: فهو يقول من يملك الدالة لا من يسأل.",
	"It runs as {scene} with the caller's search_path; {caller} may call it.":
		"تعمل بصفة {scene} مع search_path الخاص بالمستدعي؛ ويحقّ لـ{caller} استدعاؤها.",
	"Who can make a table, in pg_temp for example, chooses what a name in it means: the caller's code and rows are then taken under the owner's rights.":
		"من يستطيع إنشاء جدول، في pg_temp مثلًا، يختار معنى الاسم فيها: فيُؤخذ كود المستدعي وصفوفه بصلاحيات المالك.",
	"With a search_path of its own, the session decides what the function's names mean.":
		"بـsearch_path خاص بها تقرّر الجلسة معنى أسماء الدالة.",
	"Names of other schemas that it uses without saying so are not found any more. A SQL function can no longer be put into the query that calls it.":
		"أسماء مخطّطات أخرى تستعملها دون ذكرها لن توجد. ولا يمكن بعدها دمج دالة SQL في الاستعلام الذي يستدعيها.",
	"foreign key {name} on {relation}": "المفتاح الأجنبي {name} على {relation}",
	"{relation} ({columns}) points to {target} ({targetColumns}) without the tenant: a row can hang on another tenant's.":
		"{relation} ({columns}) يشير إلى {target} ({targetColumns}) بلا المستأجر: فقد يتعلّق صف بصف مستأجر آخر.",
	"The server checks foreign keys past every policy. It tells whether another tenant's row exists, and what happens to that row (ON DELETE, a join of support's) then happens across tenants.":
		"يفحص الخادم المفاتيح الأجنبية متجاوزًا كل سياسة. فيكشف هل لمستأجر آخر صف، وما يحدث لذلك الصف (ON DELETE أو ربط من الدعم) يحدث عبر المستأجرين.",
	"Rows of {relation} hang on another tenant's row of {target}, or nothing keeps them from it.":
		"صفوف من {relation} متعلّقة بصف مستأجر آخر في {target}، أو لا شيء يمنع ذلك.",
	"NOT VALID: rows that hang on another tenant's today stay, and no new one is let in. VALIDATE CONSTRAINT once they are mended.":
		"NOT VALID: تبقى الصفوف المتعلّقة اليوم بمستأجر آخر ولا يُقبل جديد. ونفّذ VALIDATE CONSTRAINT بعد إصلاحها.",
	"Row-level security does not exist for foreign tables: only the other server can hold rows back, and it sees one login for all.":
		"لا أمان مستوى صفوف للجداول الخارجية: فالخادم الآخر وحده يحجب الصفوف، وهو يرى حساب دخول واحدًا للجميع.",
	"{scene} has {privileges} on {relation} WITH GRANT OPTION.":
		"لـ{scene} {privileges} على {relation} WITH GRANT OPTION.",
	"Whoever gets SQL into the application's session can open the table for every other login.":
		"من يُدخل SQL في جلسة التطبيق يستطيع فتح الجدول لكل حساب دخول آخر.",
	"{scene} may {privileges} {relation}.": "يحقّ لـ{scene} {privileges} على {relation}.",
	"Row-level security judges rows that are read and written. TRUNCATE empties the table of all tenants, TRIGGER puts code into everybody's writes, REFERENCES asks whether a row exists, MAINTAIN locks everybody out.":
		"يحكم أمان مستوى الصفوف على الصفوف المقروءة والمكتوبة. أما TRUNCATE فيُفرغ الجدول لجميع المستأجرين، وTRIGGER يضع كودًا في كتابات الجميع، وREFERENCES يسأل عن وجود صف، وMAINTAIN يقفل على الجميع.",
	"As {name}, tenant A empties {relation}: rows of B are gone too. It is rolled back.":
		"بصفة {name} يُفرغ المستأجر A الجدول {relation}: فتذهب صفوف B أيضًا. ثم يُتراجع.",
	"PUBLIC has {privileges} on {relation}: every login of this server that gets into the database.":
		"لـPUBLIC {privileges} على {relation}: أي كل حساب دخول على هذا الخادم يدخل قاعدة البيانات.",
	"The policies are then all that stands between any login and the rows; the first gap in them is everybody's.":
		"فالسياسات حينئذ كل ما بين أي حساب دخول والصفوف؛ وأول ثغرة فيها مفتوحة للجميع.",
	"It is marked LEAKPROOF{more}.": "معلَّمة LEAKPROOF{more}.",
	", and {scene} may call it": "، ويحقّ لـ{scene} استدعاؤها",
	"The planner lets a leakproof function see rows before the policies have judged them. What it raises, writes or stores then tells of other tenants.":
		"يتيح المخطِّط لدالة leakproof رؤية الصفوف قبل أن تحكم عليها السياسات. فما ترفعه أو تكتبه أو تخزّنه يكشف مستأجرين آخرين.",
	"Row-level security does not exist for materialised views: who may read one reads what every tenant put in.":
		"لا أمان مستوى صفوف للعروض المادّية: فمن يقرأ أحدها يقرأ ما وضعه كل مستأجر.",
	"{relation} has row security on and no policy that lets anything through.":
		"أمان الصفوف مفعَّل على {relation} ولا سياسة تسمح بشيء.",
	"Nobody but a role that bypasses row security sees a row: the application works only with such a role, or not at all.":
		"لا يرى صفًّا إلا دور يتجاوز أمان الصفوف: فلا يعمل التطبيق إلا بدور كهذا أو لا يعمل البتة.",
	"{relation} does not force row security: its owner {name} sees every tenant's rows{more}.":
		"لا يفرض {relation} أمان الصفوف (FORCE): فمالكه {name} يرى صفوف جميع المستأجرين{more}.",
	", and {name} can act as the owner": "، ويستطيع {name} العمل بصفة المالك",
	"Views, functions and jobs of the owner pass the policies by, and so does a login that owns the tables.":
		"عروض المالك ودوالّه ومهامه تتجاوز السياسات، وكذلك حساب دخول يملك الجداول.",
	"Row security of {relation} is not forced.": "أمان الصفوف على {relation} غير مفروض (FORCE).",
	"{relation} is a part of {parent}, whose row security does not count when the part is named directly{more}.":
		"{relation} جزء من {parent}، وأمان صفوف الأصل لا يُعتدّ به حين يُسمّى الجزء مباشرة{more}.",
	", and the application may read it": "، ويحقّ للتطبيق قراءته",
	"; the application may not read it today": "؛ ولا يحقّ للتطبيق قراءته اليوم",
	"Policies are asked for the table that a statement names. A part that anybody was granted, or will be, is a second door.":
		"تُسأل السياسات عن الجدول الذي تسمّيه التعليمة. والجزء الممنوح لأحد، الآن أو لاحقًا، باب ثانٍ.",
	"{relation} has 1 policy, but its row security is off.": "على {relation} سياسة واحدة، لكن أمان صفوفه معطَّل.",
	"{relation} has {count} policies, but its row security is off.":
		"على {relation} سياسات ({count})، لكن أمان صفوفه معطَّل.",
	"Nothing asks the policies: the table looks guarded, and is open to whoever may read it.":
		"لا شيء يسأل السياسات: يبدو الجدول محروسًا وهو مفتوح لمن يحقّ له قراءته.",
	"policy {name} on {relation}": "السياسة {name} على {relation}",
	"{clause} ({expression}) is true for each row{more}: whoever has the privilege may {hole}.":
		"{clause} ({expression}) صحيح لكل صف{more}: فمن له الصلاحية يستطيع {hole}.",
	", beside a policy that asks about the tenant": "، بجانب سياسة تسأل عن المستأجر",
	"Permissive policies are joined by OR: one that is always true takes the meaning from all the others.":
		"السياسات المُجيزة تجتمع بـOR: وواحدة صحيحة دائمًا تُفرغ البقية من معناها.",
	"{arms} asks about no tenant and reads the setting {settings}: with it, any session may {hole}.":
		"{arms} لا يسأل عن مستأجر ويقرأ الإعداد {settings}: فبه تستطيع أي جلسة {hole}.",
	"A custom setting is written by whoever has SQL, inside a WHERE too (set_config). It can say which tenant is meant; it must not say who is above all tenants: that is what a role is for.":
		"الإعداد المخصّص يكتبه كل من له SQL، حتى داخل WHERE (set_config). يمكنه أن يقول أي مستأجر مقصود، لا أن يقول من فوق جميع المستأجرين: فذلك شأن الدور.",
	"Policies call it, and it belongs to {scene}, whom {name} can act as.":
		"تستدعيها سياسات وهي تخصّ {scene} الذي يستطيع {name} اتخاذ صفته.",
	"An owner may replace the function by one that answers whatever it likes, and the policies believe it.":
		"يستطيع المالك استبدال الدالة بأخرى تجيب بما تشاء، والسياسات تصدّقها.",
	"It is for INSERT and has no WITH CHECK.": "هي لـINSERT وبلا WITH CHECK.",
	"It is for UPDATE and has no WITH CHECK: what its USING says of the old row holds for the new one too{more}.":
		"هي لـUPDATE وبلا WITH CHECK: فما يقوله USING عن الصف القديم يسري على الجديد أيضًا{more}.",
	"USING decides which rows are met, WITH CHECK what they may become: without it a change of the first changes the second unseen, and rows can be moved into another tenant.":
		"يقرّر USING أي الصفوف تُبلغ، وWITH CHECK ما يمكن أن تصير إليه: ومن دونه يغيّر تعديلُ الأول الثانيَ خفيةً، وقد تُنقل صفوف إلى مستأجر آخر.",
	"write rows that belong to any tenant": "كتابة صفوف تخصّ أي مستأجر",
	"read every tenant's rows": "قراءة صفوف جميع المستأجرين",
	"change every tenant's rows": "تعديل صفوف جميع المستأجرين",
	"delete every tenant's rows": "حذف صفوف جميع المستأجرين",
	"read, change and delete every tenant's rows": "قراءة صفوف جميع المستأجرين وتعديلها وحذفها",
	"{arms} does not ask about the tenant{more}: where it is true, the application may {hole}.":
		"{arms} لا يسأل عن المستأجر{more}: فحيث يصحّ يستطيع التطبيق {hole}.",
	"Permissive policies, and the arms of an OR, add up. What is for support belongs into a policy TO a role of its own; what narrows a tenant's rights into a RESTRICTIVE one.":
		"السياسات المُجيزة وفروع OR تتراكم. فما للدعم يكون في سياسة TO لدور خاص به؛ وما يضيّق صلاحيات مستأجر يكون في سياسة RESTRICTIVE.",
	"{expression} does not compare {tenant} with anything: where it is true, the application may {hole}.":
		"{expression} لا يقارن {tenant} بشيء: فحيث يصحّ يستطيع التطبيق {hole}.",
	"What a policy does not ask about, it does not guard.": "ما لا تسأل عنه السياسة لا تحرسه.",
	"setting {setting} of {of}": "الإعداد {setting} لـ{of}",
	"Sessions of {of} begin with {setting} = {value}.": "تبدأ جلسات {of} بـ{setting} = {value}.",
	"A session that forgot to choose its tenant should see nothing. So it sees this one's rows.":
		"الجلسة التي نسيت اختيار مستأجرها ينبغي ألا ترى شيئًا. وهكذا ترى صفوف هذا المستأجر.",
	"With row_security off the server answers with an error where a policy would filter: what bypasses policies goes on, everything else breaks.":
		"مع row_security معطَّلًا يجيب الخادم بخطأ حيث كانت سياسة لترشّح: فيستمرّ ما يتجاوز السياسات ويتعطّل كل ما سواه.",
	"Holds for new sessions; those that are there keep the value.": "يسري على الجلسات الجديدة؛ وتحتفظ القائمة بقيمتها.",
	"publication {name} of {relation}": "المنشور {name} من {relation}",
	"{name} sends every row of {relation} to whoever subscribes{more}.":
		"يرسل {name} كل صف من {relation} إلى من يشترك{more}.",
	", as of every table": "، كما من كل جدول",
	"Replication asks no policy. The other side has to guard the rows once more.":
		"النسخ المتماثل لا يسأل أي سياسة. فعلى الطرف الآخر حراسة الصفوف من جديد.",
	"role {name}": "الدور {name}",
	"database {name}": "قاعدة البيانات {name}",
	"schema {name}": "المخطّط {name}",
	"{name} owns {names}{more}, itself or through a role that it can become.":
		"يملك {name} {names}{more}، بنفسه أو عبر دور يستطيع اتخاذه.",
	"An owner can turn row security off and drop policies; where it is not forced, the owner is not held back at all. An application needs neither.":
		"يستطيع المالك تعطيل أمان الصفوف وحذف السياسات؛ وحيث لا يُفرض لا يقيّده شيء. والتطبيق لا يحتاج أيًّا من ذلك.",
	"As {name}, row security of {first} is turned off in one statement, and rolled back.":
		"بصفة {name} يُعطَّل أمان صفوف {first} بتعليمة واحدة ثم يُتراجع.",
	"{name} loses what only an owner may do, DDL and TRUNCATE among it; what it was granted stays.":
		"يفقد {name} ما لا يحقّ إلا لمالك، ومنه DDL وTRUNCATE؛ ويبقى ما مُنح له.",
	"{name} can act as {other} ({way}), which {power}.": "يستطيع {name} العمل بصفة {other} ({way})، وهو {power}.",
	"is a superuser": "مستخدم فائق",
	"has BYPASSRLS": "له BYPASSRLS",
	"reads the server's files, the tables' own among them": "يقرأ ملفات الخادم ومنها ملفات الجداول",
	"writes the server's files": "يكتب ملفات الخادم",
	"runs programs as the server's user": "يشغّل برامج بحساب الخادم",
	"Whoever gets SQL into the application's session can say SET ROLE, and is then held by that role's rights alone.":
		"من يُدخل SQL في جلسة التطبيق يستطيع قول SET ROLE فلا تقيّده إلا صلاحيات ذلك الدور.",
	"Roles belong to the whole cluster: other databases are concerned too.":
		"الأدوار تخصّ الخادم كله: فيتأثّر غيرها من قواعد البيانات.",
	"{relation} holds tenants' rows; row security is off, and it has no policy.{more}":
		"في {relation} صفوف مستأجرين؛ وأمان الصفوف معطَّل ولا سياسة عليه.{more}",
	" The application may not read it today.": " ولا يحقّ للتطبيق قراءته اليوم.",
	"Whoever may read the table reads the rows of every tenant.": "من يحقّ له قراءة الجدول يقرأ صفوف جميع المستأجرين.",
	"The first GRANT gives every tenant's rows away.": "أول GRANT يكشف صفوف جميع المستأجرين.",
	"Rows whose {tenant} is NULL are for everybody: {expression}.":
		"الصفوف التي {tenant} فيها NULL للجميع: {expression}.",
	"A row that lost its tenant, by a fault or an import, is then shown to all of them; who may write such a row can speak to every tenant.":
		"الصف الذي فقد مستأجره بخطأ أو استيراد يُعرض عندئذ على الجميع؛ ومن يكتب صفًّا كهذا يخاطب كل مستأجر.",
	"rule {name} on {relation}": "قاعدة إعادة الكتابة {name} على {relation}",
	"A rule turns one statement into others, which are judged by the rights and policies of the rule's owner.":
		"تحوّل قاعدة إعادة الكتابة تعليمةً إلى غيرها، ويُحكم عليها بصلاحيات مالك القاعدة وسياساته.",
	"PostgreSQL {versionText} is out of support and gets no corrections.":
		"PostgreSQL {versionText} خارج الدعم ولا يتلقّى تصحيحات.",
	"PostgreSQL {versionText} is older than {major}.{safe}.": "PostgreSQL {versionText} أقدم من {major}.{safe}.",
	"setting {name}": "الإعداد {name}",
	"{tables} tables take the tenant from the setting {name}: it tells the tenant and does not prove it. That holds as long as nobody but the application's code writes SQL in its sessions; where a person does, the barrier pins the tenant (`isolation barrier install`).":
		"جداول ({tables}) تأخذ المستأجر من الإعداد {name}: فهو يقول المستأجر ولا يثبته. ويصحّ ذلك ما دام كود التطبيق وحده يكتب SQL في جلساته؛ وحيث يكتب شخصٌ يثبّت الحاجز المستأجر (`isolation barrier install`).",
	"Policies of {hurt} take the tenant from user_metadata.": "سياسات {hurt} تأخذ المستأجر من user_metadata.",
	"It sets {routine}, which tells the tenant: whoever may not call it can still say SET.":
		"تعيّن {routine} الذي يقول المستأجر: ومن لا يحقّ له استدعاؤها يستطيع قول SET.",
	"It sets {set}, which policies read without asking about the tenant, and PUBLIC may call it.":
		"تعيّن {set} الذي تقرؤه سياسات دون السؤال عن المستأجر، ويحقّ لـPUBLIC استدعاؤها.",
	"A new function is everybody's to call. Taking EXECUTE away is not enough: the setting itself stays writable, so the flag has to go from the policies.":
		"الدالة الجديدة يستدعيها الجميع. ولا يكفي سحب EXECUTE: فالإعداد يبقى قابلًا للكتابة، ولا بدّ من إخراجه من السياسات.",
	"It holds common values of every column, of all tenants together.":
		"فيها القيم الشائعة لكل عمود لجميع المستأجرين معًا.",
	"It sees the statements of every login, with the values of other tenants in them.":
		"يرى تعليمات كل حسابات الدخول وفيها قيم مستأجرين آخرين.",
	"column {relation}.{tenant}": "العمود {relation}.{tenant}",
	"{tenant} may be NULL: such a row belongs to nobody.": "قد يكون {tenant} NULL: فصف كهذا لا يخصّ أحدًا.",
	"No tenant sees it, no export and no deletion of a tenant finds it; and the first policy that says OR tenant IS NULL shows it to all.":
		"لا يراه مستأجر ولا يجده تصدير مستأجر ولا حذفه؛ وأول سياسة تقول OR tenant IS NULL تعرضه على الجميع.",
	"ACCESS EXCLUSIVE on the table while every row is read. On a large one: first a CHECK … NOT VALID, then VALIDATE, then this.":
		"ACCESS EXCLUSIVE على الجدول ريثما يُقرأ كل صف. وفي جدول كبير: CHECK … NOT VALID أولًا، ثم VALIDATE، ثم هذا.",
	"Fails where there are such rows; INSERTs without a tenant fail from then on.":
		"يفشل إن وُجدت صفوف كهذه؛ وبعدها يفشل كل INSERT بلا مستأجر.",
	"It is {type}, the tenants' key is {other}.": "نوعه {type} ونوع مفتاح المستأجرين {other}.",
	"Policies then compare by a cast: no foreign key can hold the value to a tenant that exists, and one id can be written in two ways.":
		"فتقارن السياسات بتحويل النوع: لا مفتاح أجنبي يربط القيمة بمستأجر موجود، ويُكتب المعرّف الواحد بطريقتين.",
	"trigger {name} on {relation}": "المُطلِق {name} على {relation}",
	"A trigger runs in the session of whoever writes, support's included: the function's owner decides what happens there.":
		"يعمل المُطلِق في جلسة من يكتب، ومنها جلسة الدعم: فمالك الدالة يقرّر ما يحدث فيها.",
	"unique key {name} on {relation}": "المفتاح الفريد {name} على {relation}",
	"{columns} has to be different in all tenants together: the error of a duplicate says that another tenant has the value.":
		"يجب أن يختلف {columns} بين جميع المستأجرين: فخطأ التكرار يقول إن مستأجرًا آخر له القيمة.",
	"A unique key is checked past every policy, so trying a value answers whether anybody else has it; and one tenant can take a value from the others.":
		"يُفحص المفتاح الفريد متجاوزًا كل سياسة: فتجربة قيمة تجيب هل لغيره مثلها؛ ويستطيع مستأجر أن يحرم غيره من قيمة.",
	"ACCESS EXCLUSIVE on the table until the new index is built.": "ACCESS EXCLUSIVE على الجدول حتى يُبنى الفهرس الجديد.",
	"ACCESS EXCLUSIVE on the table for a moment.": "ACCESS EXCLUSIVE على الجدول لحظة.",
	"ACCESS EXCLUSIVE on the table for a moment: only the catalogue changes. It waits behind running queries, and others behind it.":
		"ACCESS EXCLUSIVE على الجدول لحظة: لا يتغيّر إلا الفهرس النظامي. ينتظر خلف الاستعلامات الجارية وغيره ينتظر خلفه.",
	"view {view}": "العرض {view}",
	"The policies are asked for the view's owner and not for its reader: rows of every tenant come through.":
		"تُسأل السياسات عن مالك العرض لا عن قارئه: فتمرّ صفوف جميع المستأجرين.",
	"; the application may read it": "؛ ويحقّ للتطبيق قراءته",
	"ACCESS EXCLUSIVE on the view for a moment; the tables are not touched.":
		"ACCESS EXCLUSIVE على العرض لحظة؛ ولا تُمسّ الجداول.",
	"{each} holds tenants' rows{more}, and {readers} may read it.":
		"في {each} صفوف مستأجرين{more}، ويحقّ لـ{readers} قراءته.",
	"{scene} may make objects in {name}.": "يحقّ لـ{scene} إنشاء كائنات في {name}.",
	"A table or function of the right name is found before, or instead of, the one that was meant: code of others then runs it with their rights. And a table made there is guarded by nobody.":
		"جدول أو دالة بالاسم المناسب يُعثر عليه قبل المقصود أو بدله: فيشغّله كود الآخرين بصلاحياتهم. والجدول المُنشأ هناك لا يحرسه أحد.",
	"As {name}, a table is made in {schema}, and rolled back.": "بصفة {name} يُنشأ جدول في {schema} ثم يُتراجع عنه.",
	"There is nothing to be run.": "لا شيء يُشغَّل.",
	"Nothing was shown: this login knows of fewer than two tenants. It would be: {says}":
		"لم يُعرض شيء: حساب الدخول هذا يعرف أقل من مستأجرَين. ولكان: {says}",
	"Nothing was shown: there is no row of another tenant to be seen here today. It would be: {says}":
		"لم يُعرض شيء: لا صف لمستأجر آخر يُرى هنا اليوم. ولكان: {says}",
	"As {role}, tenant A reads rows of other tenants in {relation}.":
		"بصفة {role} يقرأ المستأجر A صفوف مستأجرين آخرين في {relation}.",
	"No table with tenants is known here: give a tenancy profile that names the tenant column.":
		"لا يُعرف هنا جدول ذو مستأجرين: أعطِ ملفًا تعريفيًا يسمّي عمود المستأجر.",
	"Whoever relied on seeing all rows, a job of the owner for example, sees those of its tenant from then on.":
		"من كان يعتمد على رؤية كل الصفوف، كمهمة للمالك مثلًا، يرى بعدها صفوف مستأجره فقط.",
	"Whoever was let through by this policy alone sees, or may write, less from then on.":
		"من كانت هذه السياسة وحدها تسمح له يرى أو يكتب أقلّ بعدها.",
	"Rows that were let through before are held back from then on.": "الصفوف التي كانت تمرّ تُحجب بعدها.",
	"What used this privilege fails with 42501 from then on.": "ما كان يستعمل هذه الصلاحية يفشل بعدها بالرمز 42501.",
	"{privileges} on {relation} is granted.": "{privileges} على {relation} ممنوح.",
	"Row-level security never asks its policies for this role: whatever the policies say, it reads and writes every tenant's rows.":
		"لا يسأل أمان مستوى الصفوف سياساته لهذا الدور أبدًا: فمهما قالت يقرأ ويكتب صفوف جميع المستأجرين.",
	"This connection logs in as {name}, which has {word}. An application that uses this login is not held by any policy: give it one that is a member of {role} and nothing more.":
		"يدخل هذا الاتصال باسم {name} وله {word}. والتطبيق الذي يستعمله لا تقيّده أي سياسة: أعطه حساب دخول عضوًا في {role} لا غير.",
	"The application acts as {name}, which has {word}.": "يعمل التطبيق بصفة {name} وله {word}.",
	"{name} has {word}.": "لـ{name} {word}.",
};
