import type { Words } from "../fill.ts";

export const doctor = {
	"{scene} may make schemas in {name}, and install trusted extensions.":
		"{scene} peut créer des schémas dans {name}, et installer des extensions de confiance.",
	"Who owns a schema decides what is found in it, and puts tables there that nobody guards.":
		"Le propriétaire d’un schéma décide de ce qu’on y trouve, et y met des tables que personne ne protège.",
	"As {name}, a schema is made, and rolled back.": "En tant que {name}, un schéma est créé, puis annulé.",
	"A new table has no policy: between its CREATE and its policies, and for ever where somebody forgets them, its rows are open.":
		"Une nouvelle table n’a pas de règle : entre son CREATE et ses règles, et pour toujours si on les oublie, ses lignes sont ouvertes.",
	"What is there already stays granted. New objects have to be granted where they are made, beside their policies.":
		"Ce qui existe reste accordé. Les nouveaux objets doivent être accordés là où ils sont créés, à côté de leurs règles.",
	"It runs as {scene}, {open}, names {tables}, and {caller} may call {more}.":
		"Elle s’exécute en tant que {scene}, {open}, nomme {tables}, et {caller} peut appeler {more}.",
	"Inside, the policies are asked for the function's owner, whom they do not hold: what it answers is about every tenant, unless its own code sees to it.":
		"À l’intérieur, les règles s’appliquent au propriétaire de la fonction, qu’elles ne tiennent pas : sa réponse concerne tous les locataires, sauf si son propre code y veille.",
	"It puts statements together when it runs (EXECUTE): which tables they name cannot be told.":
		"Elle compose des instructions à l’exécution (EXECUTE) : on ne peut dire quelles tables elles nomment.",
	"As tenant A, {name} calls it, and is told of other tenants' rows.":
		"En tant que locataire A, {name} l’appelle, et apprend des lignes d’autres locataires.",
	"A procedure may commit by itself.": "Une procédure peut valider d’elle-même.",
	"It may do what no rollback takes back.": "Elle peut faire ce qu’aucune annulation ne défait.",
	"Policies call it, and it asks for CURRENT_USER, which is its owner {scene} inside of it.":
		"Des règles l’appellent, et elle demande CURRENT_USER, qui à l’intérieur est son propriétaire {scene}.",
	"The answer is the same for every session: it tells who owns the function and not who asks.":
		"La réponse est la même pour toute session : elle dit qui possède la fonction, et non qui demande.",
	"It runs as {scene} with the caller's search_path; {caller} may call it.":
		"Elle s’exécute en tant que {scene} avec le search_path de l’appelant ; {caller} peut l’appeler.",
	"Who can make a table, in pg_temp for example, chooses what a name in it means: the caller's code and rows are then taken under the owner's rights.":
		"Qui peut créer une table, dans pg_temp par exemple, choisit ce qu’un nom y désigne : le code et les lignes de l’appelant passent alors sous les droits du propriétaire.",
	"With a search_path of its own, the session decides what the function's names mean.":
		"Avec son propre search_path, la session décide de ce que désignent les noms de la fonction.",
	"Names of other schemas that it uses without saying so are not found any more. A SQL function can no longer be put into the query that calls it.":
		"Les noms d’autres schémas qu’elle utilise sans le dire ne sont plus trouvés. Une fonction SQL ne peut plus être intégrée à la requête qui l’appelle.",
	"foreign key {name} on {relation}": "clé étrangère {name} sur {relation}",
	"{relation} ({columns}) points to {target} ({targetColumns}) without the tenant: a row can hang on another tenant's.":
		"{relation} ({columns}) pointe vers {target} ({targetColumns}) sans le locataire : une ligne peut dépendre de celle d’un autre locataire.",
	"The server checks foreign keys past every policy. It tells whether another tenant's row exists, and what happens to that row (ON DELETE, a join of support's) then happens across tenants.":
		"Le serveur contrôle les clés étrangères au-delà de toute règle. Il révèle si une ligne d’un autre locataire existe, et ce qui arrive à cette ligne (ON DELETE, une jointure du support) traverse alors les locataires.",
	"Rows of {relation} hang on another tenant's row of {target}, or nothing keeps them from it.":
		"Des lignes de {relation} dépendent d’une ligne de {target} d’un autre locataire, ou rien ne l’empêche.",
	"NOT VALID: rows that hang on another tenant's today stay, and no new one is let in. VALIDATE CONSTRAINT once they are mended.":
		"NOT VALID : les lignes qui dépendent aujourd’hui d’un autre locataire restent, et aucune nouvelle n’est admise. VALIDATE CONSTRAINT une fois qu’elles sont corrigées.",
	"Row-level security does not exist for foreign tables: only the other server can hold rows back, and it sees one login for all.":
		"La sécurité au niveau des lignes n’existe pas pour les tables étrangères : seul l’autre serveur peut retenir des lignes, et il voit une même connexion pour tous.",
	"{scene} has {privileges} on {relation} WITH GRANT OPTION.":
		"{scene} a {privileges} sur {relation} WITH GRANT OPTION.",
	"Whoever gets SQL into the application's session can open the table for every other login.":
		"Quiconque glisse du SQL dans la session de l’application peut ouvrir la table à toute autre connexion.",
	"{scene} may {privileges} {relation}.": "{scene} peut faire {privileges} sur {relation}.",
	"Row-level security judges rows that are read and written. TRUNCATE empties the table of all tenants, TRIGGER puts code into everybody's writes, REFERENCES asks whether a row exists, MAINTAIN locks everybody out.":
		"La sécurité au niveau des lignes juge les lignes lues et écrites. TRUNCATE vide la table de tous les locataires, TRIGGER met du code dans les écritures de tous, REFERENCES demande si une ligne existe, MAINTAIN bloque tout le monde.",
	"As {name}, tenant A empties {relation}: rows of B are gone too. It is rolled back.":
		"En tant que {name}, le locataire A vide {relation} : les lignes de B partent aussi. C’est annulé.",
	"PUBLIC has {privileges} on {relation}: every login of this server that gets into the database.":
		"PUBLIC a {privileges} sur {relation} : toute connexion de ce serveur qui entre dans la base.",
	"The policies are then all that stands between any login and the rows; the first gap in them is everybody's.":
		"Les règles sont alors tout ce qui sépare une connexion quelconque des lignes ; leur première faille profite à tous.",
	"It is marked LEAKPROOF{more}.": "Elle est marquée LEAKPROOF{more}.",
	", and {scene} may call it": ", et {scene} peut l’appeler",
	"The planner lets a leakproof function see rows before the policies have judged them. What it raises, writes or stores then tells of other tenants.":
		"Le planificateur laisse une fonction leakproof voir des lignes avant que les règles les aient jugées. Ce qu’elle lève, écrit ou stocke révèle alors d’autres locataires.",
	"Row-level security does not exist for materialised views: who may read one reads what every tenant put in.":
		"La sécurité au niveau des lignes n’existe pas pour les vues matérialisées : qui peut en lire une lit ce que tous les locataires y ont mis.",
	"{relation} has row security on and no policy that lets anything through.":
		"{relation} a la sécurité des lignes activée et aucune règle qui laisse passer quoi que ce soit.",
	"Nobody but a role that bypasses row security sees a row: the application works only with such a role, or not at all.":
		"Seul un rôle qui contourne la sécurité des lignes voit une ligne : l’application ne marche qu’avec un tel rôle, ou pas du tout.",
	"{relation} does not force row security: its owner {name} sees every tenant's rows{more}.":
		"{relation} ne force pas la sécurité des lignes : son propriétaire {name} voit les lignes de tous les locataires{more}.",
	", and {name} can act as the owner": ", et {name} peut agir en tant que propriétaire",
	"Views, functions and jobs of the owner pass the policies by, and so does a login that owns the tables.":
		"Les vues, fonctions et tâches du propriétaire passent outre les règles, comme toute connexion propriétaire des tables.",
	"Row security of {relation} is not forced.": "La sécurité des lignes de {relation} n’est pas forcée.",
	"{relation} is a part of {parent}, whose row security does not count when the part is named directly{more}.":
		"{relation} est une partie de {parent}, dont la sécurité des lignes ne compte pas quand la partie est nommée directement{more}.",
	", and the application may read it": ", et l’application peut la lire",
	"; the application may not read it today": " ; l’application ne peut pas la lire aujourd’hui",
	"Policies are asked for the table that a statement names. A part that anybody was granted, or will be, is a second door.":
		"Les règles s’appliquent à la table que nomme l’instruction. Une partie accordée à quiconque, maintenant ou plus tard, est une seconde porte.",
	"{relation} has 1 policy, but its row security is off.":
		"{relation} a une règle, mais sa sécurité des lignes est désactivée.",
	"{relation} has {count} policies, but its row security is off.":
		"{relation} a {count} règles, mais sa sécurité des lignes est désactivée.",
	"Nothing asks the policies: the table looks guarded, and is open to whoever may read it.":
		"Rien n’interroge les règles : la table semble protégée, et est ouverte à qui peut la lire.",
	"policy {name} on {relation}": "règle {name} sur {relation}",
	"{clause} ({expression}) is true for each row{more}: whoever has the privilege may {hole}.":
		"{clause} ({expression}) est vrai pour chaque ligne{more} : qui a le privilège peut {hole}.",
	", beside a policy that asks about the tenant": ", à côté d’une règle qui demande le locataire",
	"Permissive policies are joined by OR: one that is always true takes the meaning from all the others.":
		"Les règles permissives sont réunies par OR : une seule toujours vraie vide les autres de leur sens.",
	"{arms} asks about no tenant and reads the setting {settings}: with it, any session may {hole}.":
		"{arms} ne demande aucun locataire et lit le paramètre {settings} : avec lui, toute session peut {hole}.",
	"A custom setting is written by whoever has SQL, inside a WHERE too (set_config). It can say which tenant is meant; it must not say who is above all tenants: that is what a role is for.":
		"Un paramètre personnalisé s’écrit par qui a du SQL, même dans un WHERE (set_config). Il peut dire quel locataire est visé ; il ne doit pas dire qui est au-dessus de tous : c’est le propre d’un rôle.",
	"Policies call it, and it belongs to {scene}, whom {name} can act as.":
		"Des règles l’appellent, et elle appartient à {scene}, rôle que {name} peut endosser.",
	"An owner may replace the function by one that answers whatever it likes, and the policies believe it.":
		"Un propriétaire peut remplacer la fonction par une autre qui répond ce qu’il veut, et les règles la croient.",
	"It is for INSERT and has no WITH CHECK.": "Elle vaut pour INSERT et n’a pas de WITH CHECK.",
	"It is for UPDATE and has no WITH CHECK: what its USING says of the old row holds for the new one too{more}.":
		"Elle vaut pour UPDATE et n’a pas de WITH CHECK : ce que son USING dit de l’ancienne ligne vaut aussi pour la nouvelle{more}.",
	"USING decides which rows are met, WITH CHECK what they may become: without it a change of the first changes the second unseen, and rows can be moved into another tenant.":
		"USING décide des lignes atteintes, WITH CHECK de ce qu’elles peuvent devenir : sans lui, changer le premier change le second sans qu’on le voie, et des lignes peuvent passer à un autre locataire.",
	"write rows that belong to any tenant": "écrire des lignes de n’importe quel locataire",
	"read every tenant's rows": "lire les lignes de tous les locataires",
	"change every tenant's rows": "modifier les lignes de tous les locataires",
	"delete every tenant's rows": "supprimer les lignes de tous les locataires",
	"read, change and delete every tenant's rows": "lire, modifier et supprimer les lignes de tous les locataires",
	"{arms} does not ask about the tenant{more}: where it is true, the application may {hole}.":
		"{arms} ne demande pas le locataire{more} : là où c’est vrai, l’application peut {hole}.",
	"Permissive policies, and the arms of an OR, add up. What is for support belongs into a policy TO a role of its own; what narrows a tenant's rights into a RESTRICTIVE one.":
		"Les règles permissives, et les branches d’un OR, s’additionnent. Ce qui vaut pour le support va dans une règle TO un rôle à lui ; ce qui restreint les droits d’un locataire, dans une règle RESTRICTIVE.",
	"{expression} does not compare {tenant} with anything: where it is true, the application may {hole}.":
		"{expression} ne compare {tenant} à rien : là où c’est vrai, l’application peut {hole}.",
	"What a policy does not ask about, it does not guard.": "Ce qu’une règle ne demande pas, elle ne le protège pas.",
	"setting {setting} of {of}": "paramètre {setting} de {of}",
	"Sessions of {of} begin with {setting} = {value}.": "Les sessions de {of} commencent avec {setting} = {value}.",
	"A session that forgot to choose its tenant should see nothing. So it sees this one's rows.":
		"Une session qui a oublié de choisir son locataire ne devrait rien voir. Ici, elle voit les lignes de celui-ci.",
	"With row_security off the server answers with an error where a policy would filter: what bypasses policies goes on, everything else breaks.":
		"Avec row_security à off, le serveur répond par une erreur là où une règle filtrerait : ce qui contourne les règles continue, tout le reste casse.",
	"Holds for new sessions; those that are there keep the value.":
		"Vaut pour les nouvelles sessions ; les actuelles gardent la valeur.",
	"publication {name} of {relation}": "publication {name} de {relation}",
	"{name} sends every row of {relation} to whoever subscribes{more}.":
		"{name} envoie chaque ligne de {relation} à qui s’abonne{more}.",
	", as of every table": ", comme de toutes les tables",
	"Replication asks no policy. The other side has to guard the rows once more.":
		"La réplication n’interroge aucune règle. L’autre côté doit protéger les lignes à nouveau.",
	"role {name}": "rôle {name}",
	"database {name}": "base {name}",
	"schema {name}": "schéma {name}",
	"{name} owns {names}{more}, itself or through a role that it can become.":
		"{name} possède {names}{more}, lui-même ou par un rôle qu’il peut endosser.",
	"An owner can turn row security off and drop policies; where it is not forced, the owner is not held back at all. An application needs neither.":
		"Un propriétaire peut désactiver la sécurité des lignes et supprimer des règles ; là où elle n’est pas forcée, rien ne le retient. Une application n’a besoin de rien de cela.",
	"As {name}, row security of {first} is turned off in one statement, and rolled back.":
		"En tant que {name}, la sécurité des lignes de {first} est désactivée en une instruction, puis annulée.",
	"{name} loses what only an owner may do, DDL and TRUNCATE among it; what it was granted stays.":
		"{name} perd ce que seul un propriétaire peut faire, dont le DDL et TRUNCATE ; ce qui lui était accordé reste.",
	"{name} can act as {other} ({way}), which {power}.": "{name} peut agir en tant que {other} ({way}), qui {power}.",
	"is a superuser": "est superutilisateur",
	"has BYPASSRLS": "a BYPASSRLS",
	"reads the server's files, the tables' own among them": "lit les fichiers du serveur, dont ceux des tables",
	"writes the server's files": "écrit les fichiers du serveur",
	"runs programs as the server's user": "lance des programmes en tant qu’utilisateur du serveur",
	"Whoever gets SQL into the application's session can say SET ROLE, and is then held by that role's rights alone.":
		"Quiconque glisse du SQL dans la session de l’application peut dire SET ROLE, et n’est alors tenu que par les droits de ce rôle.",
	"Roles belong to the whole cluster: other databases are concerned too.":
		"Les rôles appartiennent à toute l’instance : d’autres bases sont concernées aussi.",
	"{relation} holds tenants' rows; row security is off, and it has no policy.{more}":
		"{relation} contient des lignes de locataires ; la sécurité des lignes est désactivée, et elle n’a pas de règle.{more}",
	" The application may not read it today.": " L’application ne peut pas la lire aujourd’hui.",
	"Whoever may read the table reads the rows of every tenant.":
		"Qui peut lire la table lit les lignes de tous les locataires.",
	"The first GRANT gives every tenant's rows away.": "Le premier GRANT livre les lignes de tous les locataires.",
	"Rows whose {tenant} is NULL are for everybody: {expression}.":
		"Les lignes dont {tenant} est NULL sont pour tous : {expression}.",
	"A row that lost its tenant, by a fault or an import, is then shown to all of them; who may write such a row can speak to every tenant.":
		"Une ligne qui a perdu son locataire, par une faute ou un import, est alors montrée à tous ; qui peut en écrire une s’adresse à tous les locataires.",
	"rule {name} on {relation}": "règle de réécriture {name} sur {relation}",
	"A rule turns one statement into others, which are judged by the rights and policies of the rule's owner.":
		"Une règle de réécriture change une instruction en d’autres, jugées selon les droits et règles de son propriétaire.",
	"PostgreSQL {versionText} is out of support and gets no corrections.":
		"PostgreSQL {versionText} n’est plus maintenu et ne reçoit plus de corrections.",
	"PostgreSQL {versionText} is older than {major}.{safe}.":
		"PostgreSQL {versionText} est plus ancien que {major}.{safe}.",
	"setting {name}": "paramètre {name}",
	"{tables} tables take the tenant from the setting {name}: it tells the tenant and does not prove it. That holds as long as nobody but the application's code writes SQL in its sessions; where a person does, the barrier pins the tenant (`isolation barrier install`).":
		"{tables} tables tirent le locataire du paramètre {name} : il dit le locataire sans le prouver. Cela tient tant que seul le code de l’application écrit du SQL dans ses sessions ; si une personne le fait, la barrière fixe le locataire (`isolation barrier install`).",
	"Policies of {hurt} take the tenant from user_metadata.":
		"Des règles de {hurt} tirent le locataire de user_metadata.",
	"It sets {routine}, which tells the tenant: whoever may not call it can still say SET.":
		"Elle définit {routine}, qui dit le locataire : qui ne peut pas l’appeler peut encore dire SET.",
	"It sets {set}, which policies read without asking about the tenant, and PUBLIC may call it.":
		"Elle définit {set}, que des règles lisent sans demander le locataire, et PUBLIC peut l’appeler.",
	"A new function is everybody's to call. Taking EXECUTE away is not enough: the setting itself stays writable, so the flag has to go from the policies.":
		"Une nouvelle fonction est appelable par tous. Retirer EXECUTE ne suffit pas : le paramètre reste modifiable, il faut donc l’ôter des règles.",
	"It holds common values of every column, of all tenants together.":
		"Elle contient les valeurs courantes de chaque colonne, tous locataires confondus.",
	"It sees the statements of every login, with the values of other tenants in them.":
		"Il voit les instructions de toutes les connexions, avec les valeurs d’autres locataires.",
	"column {relation}.{tenant}": "colonne {relation}.{tenant}",
	"{tenant} may be NULL: such a row belongs to nobody.":
		"{tenant} peut être NULL : une telle ligne n’appartient à personne.",
	"No tenant sees it, no export and no deletion of a tenant finds it; and the first policy that says OR tenant IS NULL shows it to all.":
		"Aucun locataire ne la voit, aucun export ni suppression de locataire ne la trouve ; et la première règle qui dit OR tenant IS NULL la montre à tous.",
	"ACCESS EXCLUSIVE on the table while every row is read. On a large one: first a CHECK … NOT VALID, then VALIDATE, then this.":
		"ACCESS EXCLUSIVE sur la table pendant la lecture de chaque ligne. Sur une grande : d’abord un CHECK … NOT VALID, puis VALIDATE, puis ceci.",
	"Fails where there are such rows; INSERTs without a tenant fail from then on.":
		"Échoue s’il existe de telles lignes ; les INSERT sans locataire échouent désormais.",
	"It is {type}, the tenants' key is {other}.": "Elle est de type {type}, la clé des locataires est de type {other}.",
	"Policies then compare by a cast: no foreign key can hold the value to a tenant that exists, and one id can be written in two ways.":
		"Les règles comparent alors par conversion : aucune clé étrangère ne peut lier la valeur à un locataire existant, et un même id s’écrit de deux façons.",
	"trigger {name} on {relation}": "déclencheur {name} sur {relation}",
	"A trigger runs in the session of whoever writes, support's included: the function's owner decides what happens there.":
		"Un déclencheur s’exécute dans la session de qui écrit, support compris : le propriétaire de la fonction décide de ce qui s’y passe.",
	"unique key {name} on {relation}": "clé unique {name} sur {relation}",
	"{columns} has to be different in all tenants together: the error of a duplicate says that another tenant has the value.":
		"{columns} doit différer entre tous les locataires : l’erreur de doublon révèle qu’un autre locataire a la valeur.",
	"A unique key is checked past every policy, so trying a value answers whether anybody else has it; and one tenant can take a value from the others.":
		"Une clé unique est contrôlée au-delà de toute règle : essayer une valeur dit si un autre l’a ; et un locataire peut en priver les autres.",
	"ACCESS EXCLUSIVE on the table until the new index is built.":
		"ACCESS EXCLUSIVE sur la table jusqu’à la construction du nouvel index.",
	"ACCESS EXCLUSIVE on the table for a moment.": "ACCESS EXCLUSIVE sur la table un instant.",
	"ACCESS EXCLUSIVE on the table for a moment: only the catalogue changes. It waits behind running queries, and others behind it.":
		"ACCESS EXCLUSIVE sur la table un instant : seul le catalogue change. Il attend derrière les requêtes en cours, et d’autres derrière lui.",
	"view {view}": "vue {view}",
	"The policies are asked for the view's owner and not for its reader: rows of every tenant come through.":
		"Les règles s’appliquent au propriétaire de la vue et non à son lecteur : les lignes de tous les locataires passent.",
	"; the application may read it": " ; l’application peut la lire",
	"ACCESS EXCLUSIVE on the view for a moment; the tables are not touched.":
		"ACCESS EXCLUSIVE sur la vue un instant ; les tables ne sont pas touchées.",
	"{each} holds tenants' rows{more}, and {readers} may read it.":
		"{each} contient des lignes de locataires{more}, et {readers} peut la lire.",
	"{scene} may make objects in {name}.": "{scene} peut créer des objets dans {name}.",
	"A table or function of the right name is found before, or instead of, the one that was meant: code of others then runs it with their rights. And a table made there is guarded by nobody.":
		"Une table ou fonction au bon nom est trouvée avant, ou à la place de, celle voulue : le code d’autrui l’exécute alors avec ses droits. Et une table créée là n’est protégée par personne.",
	"As {name}, a table is made in {schema}, and rolled back.":
		"En tant que {name}, une table est créée dans {schema}, puis annulée.",
	"There is nothing to be run.": "Il n’y a rien à exécuter.",
	"Nothing was shown: this login knows of fewer than two tenants. It would be: {says}":
		"Rien n’a été montré : cette connexion connaît moins de deux locataires. Ce serait : {says}",
	"Nothing was shown: there is no row of another tenant to be seen here today. It would be: {says}":
		"Rien n’a été montré : aucune ligne d’un autre locataire n’est à voir ici aujourd’hui. Ce serait : {says}",
	"As {role}, tenant A reads rows of other tenants in {relation}.":
		"En tant que {role}, le locataire A lit des lignes d’autres locataires dans {relation}.",
	"No table with tenants is known here: give a tenancy profile that names the tenant column.":
		"Aucune table à locataires n’est connue ici : donnez un profil qui nomme la colonne du locataire.",
	"Whoever relied on seeing all rows, a job of the owner for example, sees those of its tenant from then on.":
		"Qui comptait voir toutes les lignes, une tâche du propriétaire par exemple, ne voit désormais que celles de son locataire.",
	"Whoever was let through by this policy alone sees, or may write, less from then on.":
		"Qui ne passait que par cette règle voit, ou peut écrire, moins désormais.",
	"Rows that were let through before are held back from then on.":
		"Les lignes qui passaient auparavant sont désormais retenues.",
	"What used this privilege fails with 42501 from then on.":
		"Ce qui utilisait ce privilège échoue désormais avec 42501.",
	"{privileges} on {relation} is granted.": "{privileges} sur {relation} est accordé.",
	"Row-level security never asks its policies for this role: whatever the policies say, it reads and writes every tenant's rows.":
		"La sécurité au niveau des lignes n’interroge jamais ses règles pour ce rôle : quoi qu’elles disent, il lit et écrit les lignes de tous les locataires.",
	"This connection logs in as {name}, which has {word}. An application that uses this login is not held by any policy: give it one that is a member of {role} and nothing more.":
		"Cette connexion s’authentifie en tant que {name}, qui a {word}. Une application qui l’utilise n’est tenue par aucune règle : donnez-lui une connexion membre de {role} et de rien d’autre.",
	"The application acts as {name}, which has {word}.": "L’application agit en tant que {name}, qui a {word}.",
	"{name} has {word}.": "{name} a {word}.",
} as const satisfies Words;
