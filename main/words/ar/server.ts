import type { Text } from "../fill.ts";
import type { server as french } from "../fr/server.ts";

export const server: Readonly<Record<keyof typeof french, Text>> = {
	"Connect to a server of your own.": "اتصل بخادم من عندك.",
	"The embedded server cannot run: {message}": "لا يمكن تشغيل الخادم المضمَّن: {message}",
	"Its log is server.log in {folder}. `bulkhead demo --reset` makes it anew.":
		"سجلّه server.log في {folder}. ويعيد إنشاءه `bulkhead demo --reset`.",
	"The demo needs {needed} and {folder} has {free}.": "يحتاج العرض التجريبي {needed} وفي {folder} متاح {free}.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME).":
		"أفسح مكانًا، أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME).",
	"Nothing was run.": "لم يُشغَّل شيء.",
	"There is a file {path} already; nothing was written.": "هناك ملف {path} بالفعل؛ لم يُكتب شيء.",
	"Look at the folder again, then try once more.": "انظر في المجلّد من جديد ثم أعد المحاولة.",
	"No room in {folder}; nothing was written.": "لا مكان في {folder}؛ لم يُكتب شيء.",
	"The folder {folder} cannot be written to: {message}": "تتعذّر الكتابة في المجلّد {folder}: {message}",
	"Check the folder and its rights.": "تحقّق من المجلّد وصلاحياته.",
	"{path} cannot be read: {why}": "تتعذّر قراءة {path}: {why}",
	"Check the file and its rights.": "تحقّق من الملف وصلاحياته.",
	"The migration folder {folder} does not exist.": "مجلّد الترحيلات {folder} غير موجود.",
	"The migration folder {folder} is no folder.": "مجلّد الترحيلات {folder} ليس مجلّدًا.",
	"Name the folder that holds NNN_name.sql files: --migrations DIR, or the connection's setting.":
		"سمِّ المجلّد الذي فيه ملفات NNN_name.sql: --migrations DIR، أو إعداد الاتصال.",
	"The server did not answer a question of Bulkhead's own within {ms} seconds; it was cancelled.":
		"لم يجب الخادم عن سؤال من Bulkhead نفسه خلال {ms} ثانية؛ فأُلغي.",
	"See what the server is busy with, and who holds the locks (pg_stat_activity), then try again.":
		"انظر بمَ ينشغل الخادم ومن يمسك الأقفال (pg_stat_activity) ثم أعد المحاولة.",
	"Cannot connect to {host}:{port}/{database} as {user}: {message}":
		"تعذّر الاتصال بـ{host}:{port}/{database} باسم {user}: {message}",
	"Is the server running, and does it listen on this host and port (listen_addresses, firewall, SSH tunnel)?":
		"هل الخادم يعمل ويستمع على هذا المضيف والمنفذ (listen_addresses، الجدار الناري، نفق SSH)؟",
	"Check the host's name, or use its address.": "تحقّق من اسم المضيف أو استعمل عنوانه.",
	"Nothing answered in time: check host, port and firewall.":
		"لم يجب شيء في الوقت: تحقّق من المضيف والمنفذ والجدار الناري.",
	"Check user and password, and what pg_hba.conf asks of this user from this address.":
		"تحقّق من المستخدم وكلمة المرور، وممّا يطلبه pg_hba.conf من هذا المستخدم من هذا العنوان.",
	"Check the database's name; `psql -l` lists what is there.": "تحقّق من اسم قاعدة البيانات؛ ويسرد `psql -l` الموجود.",
	"The server has no TLS: turn ssl on there, or choose sslmode disable for a link that you trust.":
		"لا TLS على الخادم: فعّل ssl هناك، أو اختر sslmode disable لوصلة تثق بها.",
	"Check the certificate's name and authority (sslrootcert), and what the server asks of ours (sslcert).":
		"تحقّق من اسم الشهادة وجهتها المُصدِرة (sslrootcert)، وممّا يطلبه الخادم من شهادتنا (sslcert).",
	"Something else listens there: check the port.": "شيء آخر يستمع هناك: تحقّق من المنفذ.",
	"Every connection slot is taken: end an idle session, or raise max_connections.":
		"كل منافذ الاتصال مشغولة: أنهِ جلسة خاملة، أو ارفع max_connections.",
	"The server is starting, stopping or recovering: try again in a moment.":
		"الخادم يبدأ أو يتوقّف أو يتعافى: أعد المحاولة بعد قليل.",
	"A pooler or proxy in front of the server has said no: see its own settings (PGOPTIONS, for one, is sent as a startup parameter), or use the server's direct port, which runs need anyway.":
		"رفض مجمّع اتصالات أو وسيط أمام الخادم: انظر إعداداته (فمثلًا يُرسل PGOPTIONS معاملَ بدء)، أو استعمل منفذ الخادم المباشر الذي تحتاجه التشغيلات على كل حال.",
	"Check the SSH server's host, user, key and whether it allows forwarding (AllowTcpForwarding).":
		"تحقّق من مضيف خادم SSH ومستخدمه ومفتاحه، وهل يسمح بالتمرير (AllowTcpForwarding).",
	"Check the SSH server's host, user and key, and whether it allows forwarding (AllowTcpForwarding).":
		"تحقّق من مضيف خادم SSH ومستخدمه ومفتاحه، وهل يسمح بالتمرير (AllowTcpForwarding).",
	"Compare the fingerprint with what the server's administrator says (ssh-keygen -lf of its host key), then trust it.":
		"قارن البصمة بما يقوله مدير الخادم (ssh-keygen -lf لمفتاح المضيف) ثم ثق به.",
	"Compare the fingerprint with what its administrator says (ssh-keygen -lf on the server), then trust it: at a terminal, in the app, or by --ssh-host-key.":
		"قارن البصمة بما يقوله مديره (ssh-keygen -lf على الخادم) ثم ثق به: على الطرفية، أو في التطبيق، أو بـ--ssh-host-key.",
	"Somebody may pose as the SSH server. Where it was set up anew, remove its line from known_hosts yourself.":
		"ربما ينتحل أحدهم خادم SSH. فإن كان قد أُعيد تثبيته فاحذف سطره من known_hosts بنفسك.",
	"Somebody may pose as that server. Only where you know that it was set up anew: remove that line from known_hosts yourself.":
		"ربما ينتحل أحدهم ذلك الخادم. فقط إن كنت تعلم أنه أُعيد تثبيته: احذف ذلك السطر من known_hosts بنفسك.",
	"Host and port are as the last SSH server sees them: is the database reached from there?":
		"المضيف والمنفذ كما يراهما آخر خادم SSH: هل تُبلغ قاعدة البيانات من هناك؟",
	"The server's log says more.": "في سجلّ الخادم تفصيل أكثر.",
	"The server's disk is full: make room there, then try again.": "قرص الخادم ممتلئ: أفسح فيه مكانًا ثم أعد المحاولة.",
	"No way to connect was tried.": "لم تُجرَّب أي طريقة للاتصال.",
	"The server asks for a password.": "يطلب الخادم كلمة مرور.",
	"Give it for this session, in PGPASSWORD or DB_PASSWORD, or in ~/.pgpass.":
		"أعطها لهذه الجلسة، في PGPASSWORD أو DB_PASSWORD أو في ~/.pgpass.",
	"sslnegotiation=direct cannot fall back to plain text, as sslmode={sslMode} may.":
		"sslnegotiation=direct لا يرجع إلى النصّ الصريح كما قد يفعل sslmode={sslMode}.",
	"Choose sslmode require, verify-ca or verify-full.": "اختر sslmode بالقيمة require أو verify-ca أو verify-full.",
	"what answers there speaks TLS, but is not PostgreSQL 17 or later":
		"ما يجيب هناك يتكلّم TLS لكنه ليس PostgreSQL 17 أو أحدث",
	"the server refuses TLS": "الخادم يرفض TLS",
	"what answers there is not PostgreSQL": "ما يجيب هناك ليس PostgreSQL",
	"what answers there is not PostgreSQL ({what})": "ما يجيب هناك ليس PostgreSQL ({what})",
	"the connection was closed without an answer": "أُغلق الاتصال بلا جواب",
	"the connection was closed": "أُغلق الاتصال",
	"no answer in time": "لا جواب في الوقت",
	"The connection's address cannot be read. {why}": "تتعذّر قراءة عنوان الاتصال. {why}",
	"It looks like postgres://user@host:5432/database?sslmode=verify-full.":
		"يُكتب هكذا postgres://user@host:5432/database?sslmode=verify-full.",
	"It does not begin with postgres:// or postgresql://.": "لا يبدأ بـpostgres:// أو postgresql://.",
	"Its ssh is not user@host:port.": "ssh فيه ليس user@host:port.",
	"A character such as @, /, # or % in a name or password must be percent-encoded.":
		"أحرف مثل @ أو / أو # أو % في اسم أو كلمة مرور يجب ترميزها بالنسبة المئوية.",
	"A % in its database's name must be percent-encoded, as %25.": "علامة % في اسم قاعدة البيانات تُرمَّز %25.",
	"Its {name} is none of {words}.": "{name} فيه ليس من {words}.",
	"Its port is no number from 1 to 65535.": "منفذه ليس عددًا من 1 إلى 65535.",
	"The pooler in front of the server refuses this: {message}.": "يرفض مجمّع الاتصالات أمام الخادم هذا: {message}.",
	"Use the server's direct port.": "استعمل منفذ الخادم المباشر.",
	"The connection to the server was lost: {why}": "انقطع الاتصال بالخادم: {why}",
	"Look at the state of the database before you try again.": "انظر في حالة قاعدة البيانات قبل إعادة المحاولة.",
	"The key {file} is locked by a password.": "المفتاح {file} مقفل بكلمة مرور.",
	"The key {file} is not opened by the password that was given.": "كلمة المرور المعطاة لا تفتح المفتاح {file}.",
	"The SSH key {file} is locked by a password.": "مفتاح SSH {file} مقفل بكلمة مرور.",
	"Give it for this session, or in BULKHEAD_SSL_KEY_PASSWORD.": "أعطها لهذه الجلسة أو في BULKHEAD_SSL_KEY_PASSWORD.",
	"There is no SSH here: this server can be reached directly only.": "لا SSH هنا: لا يُبلغ هذا الخادم إلا مباشرة.",
	"The system's authorities vouch for any host there is: sslrootcert=system needs sslmode=verify-full.":
		"جهات الإصدار في النظام تضمن أي مضيف: لذا يحتاج sslrootcert=system إلى sslmode=verify-full.",
	"Name a PEM file with the authority's certificate.": "سمِّ ملف PEM فيه شهادة الجهة المُصدِرة.",
	"A client certificate needs both of its files: sslcert and sslkey.": "شهادة العميل تحتاج ملفيها: sslcert وsslkey.",
	"The key {file} is in no form that can be read.": "المفتاح {file} ليس بصيغة مقروءة.",
	"The key {file} can be read by others.": "المفتاح {file} يقرؤه غير مالكه.",
	"The key file {file} cannot be read.": "تتعذّر قراءة ملف المفتاح {file}.",
	"the server did not prove that it knows the password": "لم يثبت الخادم أنه يعرف كلمة المرور",
	"the server lets us in without channel binding, which this connection requires":
		"يقبلنا الخادم بلا ربط القناة الذي يطلبه هذا الاتصال",
	"the server asks for the password in the clear, without TLS; it was not sent":
		"يطلب الخادم كلمة المرور صريحةً بلا TLS؛ فلم تُرسل",
	"the server asks for an MD5 password, which is refused on production":
		"يطلب الخادم كلمة مرور MD5، وهي مرفوضة في الإنتاج",
	"the server does not offer channel binding, which this connection requires":
		"لا يوفّر الخادم ربط القناة الذي يطلبه هذا الاتصال",
	"Something in between may pose as the server: check the address, and use sslmode verify-full. The password was not given away.":
		"ربما ينتحل شيء بيننا الخادم: تحقّق من العنوان واستعمل sslmode verify-full. ولم تُكشف كلمة المرور.",
	"Let pg_hba.conf ask for scram-sha-256 from this address.": "اجعل pg_hba.conf يطلب scram-sha-256 من هذا العنوان.",
	"Set password_encryption to scram-sha-256 and the password anew, or allow MD5 in this connection's settings knowingly.":
		"عيّن password_encryption بالقيمة scram-sha-256 ثم كلمة المرور من جديد، أو اسمح بـMD5 في إعدادات هذا الاتصال عن علم.",
	"It is not PostgreSQL, or something in between garbles it: check host and port.":
		"ليس PostgreSQL، أو أن شيئًا بيننا يشوّهه: تحقّق من المضيف والمنفذ.",
	"The system's key store is there for the desktop app only. Here, passwords are kept under a master password.":
		"مخزن مفاتيح النظام متاح لتطبيق سطح المكتب فقط. هنا تُحفظ كلمات المرور تحت كلمة مرور رئيسية.",
	"BULKHEAD_POLICY names a file that is not there.": "يسمّي BULKHEAD_POLICY ملفًا غير موجود.",
	"Everybody may write to it, so it proves nothing: chmod o-w it.":
		"يستطيع الجميع الكتابة فيه فلا يثبت شيئًا: نفّذ عليه chmod o-w.",
	"It cannot be read ({code}).": "تتعذّر قراءته ({code}).",
	"The password command {program} did not answer within {timeoutMs} s.":
		"أمر كلمة المرور {program} لم يجب خلال {timeoutMs} s.",
	"The password command {program} cannot be started ({code}).": "أمر كلمة المرور {program} لا يمكن بدؤه ({code}).",
	"The password command {program} ended with code {code}.": "أمر كلمة المرور {program} انتهى بالرمز {code}.",
	"The password command {program} printed nothing.": "أمر كلمة المرور {program} لم يطبع شيئًا.",
	"Run it in a terminal to see what it says; it has to print the password as its first line and end with 0.":
		"شغّله في طرفية لترى ما يقول؛ عليه أن يطبع كلمة المرور سطرًا أول وينتهي بـ0.",
	"{path} can be read by others, so it is not used: chmod 600 it.":
		"{path} يقرؤه غير مالكه فلا يُستعمل: نفّذ عليه chmod 600.",
	"There is no {path}.": "لا وجود لـ{path}.",
	"{path} is too large.": "{path} كبير جدًّا.",
	"{path} cannot be read.": "تتعذّر قراءة {path}.",
	"The snapshot {id} cannot be read to its end.": "تتعذّر قراءة اللقطة {id} إلى نهايتها.",
	"Nothing was restored.": "لم يُستعد شيء.",
	"There is no snapshot {id}.": "لا لقطة باسم {id}.",
	"`bulkhead snapshots` lists what there is.": "يسرد `bulkhead snapshots` الموجود.",
	"The snapshot {path} could not be written: {why}": "تعذّرت كتابة اللقطة {path}: {why}",
	"Free some space, or choose another folder with --store. Nothing was rolled back.":
		"أفسح مكانًا أو اختر مجلّدًا آخر بـ--store. لم يُتراجع عن شيء.",
	"The local store {file} has no sound copy: {faults}": "لا نسخة سليمة من المخزن المحلّي {file}: {faults}",
	"`bulkhead store check` says what is wrong; `bulkhead store restore` goes back to a good backup. Nothing was changed.":
		"يقول `bulkhead store check` ما الخلل؛ ويعود `bulkhead store restore` إلى نسخة احتياطية سليمة. لم يتغيّر شيء.",
	"There is no good backup.": "لا نسخة احتياطية سليمة.",
	"There is no backup {name}.": "لا نسخة احتياطية باسم {name}.",
	"`bulkhead store` lists what there is. Nothing was changed.": "يسرد `bulkhead store` الموجود. لم يتغيّر شيء.",
	"There is no room for the local store {file}.": "لا مكان للمخزن المحلّي {file}.",
	"Make room on that disk, or choose another folder with --store (or BULKHEAD_HOME).":
		"أفسح مكانًا على ذلك القرص أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME).",
	"The local store {file} is damaged: {why}": "المخزن المحلّي {file} تالف: {why}",
	"`bulkhead store check` says what; `bulkhead store restore` puts the newest good backup in its place.":
		"يقول `bulkhead store check` ما الخلل؛ ويضع `bulkhead store restore` أحدث نسخة سليمة مكانه.",
	"Another Bulkhead keeps the local store {file} to itself.": "يستأثر Bulkhead آخر بالمخزن المحلّي {file}.",
	"Wait until it is done, then try again.": "انتظر حتى ينتهي ثم أعد المحاولة.",
	"The local store {file} cannot be used: {why}": "المخزن المحلّي {file} غير صالح للاستعمال: {why}",
	"Check the folder's rights and the room on the disk, or choose another folder with --store (or BULKHEAD_HOME).":
		"تحقّق من صلاحيات المجلّد والمكان على القرص، أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME).",
	"Others may write in the local store's folder {folder}.": "يستطيع غيرك الكتابة في مجلّد المخزن المحلّي {folder}.",
	"Let only its owner write there, or choose another folder with --store (or BULKHEAD_HOME).":
		"لا تدع غير مالكه يكتب فيه، أو اختر مجلّدًا آخر بـ--store (أو BULKHEAD_HOME).",
	"The local store {file} was written by a newer Bulkhead (version {version}).":
		"كتب المخزنَ المحلّي {file} إصدارٌ أحدث من Bulkhead (الإصدار {version}).",
	"Use that Bulkhead, or another folder with --store (or BULKHEAD_HOME). Nothing was changed.":
		"استعمل ذلك الإصدار من Bulkhead، أو مجلّدًا آخر بـ--store (أو BULKHEAD_HOME). لم يتغيّر شيء.",
	"The backup {backup} is damaged: {fault}": "النسخة الاحتياطية {backup} تالفة: {fault}",
	"`bulkhead store` lists the others. Nothing was changed.": "يسرد `bulkhead store` غيرها. لم يتغيّر شيء.",
	"The SSH key {file} cannot be read.": "تتعذّر قراءة مفتاح SSH {file}.",
	"The SSH key {file} is in no form that can be read.": "مفتاح SSH {file} ليس بصيغة مقروءة.",
	"Give it for this session, in BULKHEAD_SSH_KEY_PASSWORD, or put the key into the agent (ssh-add).":
		"أعطها لهذه الجلسة في BULKHEAD_SSH_KEY_PASSWORD، أو ضع المفتاح في الوكيل (ssh-add).",
	"Name a private key as ssh-keygen makes it; PPK files have to be converted.":
		"سمِّ مفتاحًا خاصًا كما يصنعه ssh-keygen؛ وملفات PPK تُحوَّل أولًا.",
	"Give it for this session, in BULKHEAD_SSH_PASSWORD, or a key (--ssh-key, or ssh-add for the agent).":
		"أعطها لهذه الجلسة في BULKHEAD_SSH_PASSWORD، أو أعطِ مفتاحًا (--ssh-key، أو ssh-add للوكيل).",
	"Cannot reach the SSH server {hop}: {message}": "تعذّر الوصول إلى خادم SSH {hop}: {message}",
	"The SSH server {hop} shows another key than the one that is known of it ({place}): {type} {fingerprint}. It is not connected to.":
		"يُبرز خادم SSH {hop} مفتاحًا غير المعروف عنه ({place}): {type} {fingerprint}. لا يُتصل به.",
	"The SSH server {hop} shows the key {type} {fingerprint}, which is not known yet.":
		"يُبرز خادم SSH {hop} المفتاح {type} {fingerprint} وهو غير معروف بعد.",
	"The SSH server {through} does not lead to {host}:{port}: {message}":
		"لا يوصل خادم SSH {through} إلى {host}:{port}: {message}",
};
