import type { Words } from "../fill.ts";

export const lint = {
	"There is no rule {rule}.": "Il n’y a pas de règle d’analyse {rule}.",
	"Nothing says why {rule} is allowed here.": "Rien ne dit pourquoi {rule} est permis ici.",
	"Nothing here is against {rule}.": "Rien ici ne contrevient à {rule}.",
	"Whoever calls it decides what its names mean, and their table or function is then used with the owner's rights.":
		"Qui l’appelle décide de ce que désignent ses noms, et sa table ou fonction est alors utilisée avec les droits du propriétaire.",
	"{name} runs as its owner, and its caller's search_path decides what it touches.":
		"{name} s’exécute en tant que son propriétaire, et le search_path de l’appelant décide de ce qu’elle touche.",
	"Every function is everybody's to call from the moment it is made, and this one lends its owner's rights.":
		"Toute fonction est appelable par tous dès sa création, et celle-ci prête les droits de son propriétaire.",
	"Everybody may call {name}, and it runs as its owner.":
		"Tout le monde peut appeler {name}, et elle s’exécute en tant que son propriétaire.",
	"The table is read with the rights of the view's owner; where policies do not hold that role, the view shows every tenant's rows.":
		"La table est lue avec les droits du propriétaire de la vue ; là où les règles ne tiennent pas ce rôle, la vue montre les lignes de tous les locataires.",
	"{name} reads {guarded} as its owner.": "{name} lit {guarded} en tant que son propriétaire.",
	"The copy has no policies: whoever may read it reads the rows of every tenant that its maker could see.":
		"La copie n’a pas de règles : qui peut la lire lit les lignes de tous les locataires que voyait son auteur.",
	"PUBLIC is every role of the cluster, those of other databases and of later years too.":
		"PUBLIC, c’est tout rôle de l’instance, y compris ceux d’autres bases et des années à venir.",
	"Everybody may use {what}.": "Tout le monde peut utiliser {what}.",
	"Policies do not hold these: TRUNCATE takes every tenant's rows, a foreign key tells which keys there are, a trigger sees each row.":
		"Les règles ne tiennent pas ceux-ci : TRUNCATE emporte les lignes de tous les locataires, une clé étrangère révèle les clés existantes, un déclencheur voit chaque ligne.",
	"{what} on {table} to {whom} goes past its policies.": "{what} sur {table} à {whom} passe outre ses règles.",
	"{name} passes by every policy ({what}).": "{name} passe outre toute règle ({what}).",
	"No policy holds such a role, and nothing shows when it looks.":
		"Aucune règle ne tient un tel rôle, et rien ne montre quand il regarde.",
	"Each row gets a value of its own, so the whole table is written anew while nobody may read or write it.":
		"Chaque ligne reçoit sa propre valeur : toute la table est réécrite, sans lecture ni écriture possibles pendant ce temps.",
	"Adding {name} to {table} rewrites the table: {text}.": "Ajouter {name} à {table} réécrit la table : {text}.",
	"It fails as soon as the table has a row.": "Échoue dès que la table a une ligne.",
	"{table}.{name} is NOT NULL and has no default: no row that is there can have it.":
		"{table}.{name} est NOT NULL sans valeur par défaut : aucune ligne existante ne peut l’avoir.",
	"Every row is looked up while nobody may write to either table.":
		"Chaque ligne est recherchée, sans écriture possible dans aucune des deux tables.",
	"The foreign key is checked for all of {name} at once; writes to both tables wait.":
		"La clé étrangère est contrôlée d’un coup pour tout {name} ; les écritures dans les deux tables attendent.",
	"Every row is read while nobody may read or write the table.":
		"Chaque ligne est lue, sans lecture ni écriture possibles de la table.",
	"The constraint is checked for all of {name} at once, and reads and writes wait.":
		"La contrainte est contrôlée d’un coup pour tout {name} ; lectures et écritures attendent.",
	"The index is built while nobody may read or write the table.":
		"L’index est construit, sans lecture ni écriture possibles de la table.",
	"{what} builds an index on {name} under a lock that stops reads and writes.":
		"{what} construit un index sur {name} sous un verrou qui arrête lectures et écritures.",
	"{constraint} of {name} is validated in the transaction that adds it.":
		"{constraint} de {name} est validée dans la transaction qui l’ajoute.",
	"The lock that ADD CONSTRAINT took is held until COMMIT, so the rows are read under it after all.":
		"Le verrou pris par ADD CONSTRAINT est tenu jusqu’au COMMIT : les lignes sont donc quand même lues sous ce verrou.",
	"The table and its indexes are written anew while nobody may read or write it.":
		"La table et ses index sont réécrits, sans lecture ni écriture possibles pendant ce temps.",
	"Changing {table}.{column} {change} rewrites the table.": "Changer {table}.{column} {change} réécrit la table.",
	"Its rows are gone with COMMIT, and programs that still read it fail.":
		"Ses lignes disparaissent au COMMIT, et les programmes qui la lisent encore échouent.",
	"{object} {name} goes, with its rows.": "{object} {name} disparaît, avec ses lignes.",
	"Its values are gone with COMMIT, and programs that still name it fail.":
		"Ses valeurs disparaissent au COMMIT, et les programmes qui la nomment encore échouent.",
	"{table}.{column} goes, with its values.": "{table}.{column} disparaît, avec ses valeurs.",
	"CASCADE takes along what hangs on {known}.": "CASCADE emporte ce qui dépend de {known}.",
	"Views, foreign keys and policies that hang on it go without a word; a table that loses its policies shows nothing, or everything.":
		"Vues, clés étrangères et règles qui en dépendent partent sans un mot ; une table qui perd ses règles ne montre plus rien, ou tout.",
	"Every row goes, of every tenant: row-level security does not hold it.":
		"Chaque ligne disparaît, de tous les locataires : la sécurité au niveau des lignes ne le retient pas.",
	"All rows of {name} go{more}.": "Toutes les lignes de {name} disparaissent{more}.",
	"{how} writes all of {name} anew.": "{how} réécrit tout {name}.",
	"The table is copied or written anew while nobody may read or write it.":
		"La table est copiée ou réécrite, sans lecture ni écriture possibles pendant ce temps.",
	"Everyone waits until the transaction ends, whatever else it does meanwhile.":
		"Tout le monde attend la fin de la transaction, quoi qu’elle fasse d’autre entre-temps.",
	"{name} is locked ({MODES}) until COMMIT.": "{name} est verrouillée ({MODES}) jusqu’au COMMIT.",
	"Nobody may write to the table until the index is built.":
		"Personne ne peut écrire dans la table tant que l’index n’est pas construit.",
	"Building {index} on {name} stops all writes to it.": "Construire {index} sur {name} arrête toutes les écritures.",
	"It waits for every query on the table, and everyone who comes later waits behind it.":
		"Il attend chaque requête sur la table, et tous les suivants attendent derrière lui.",
	"Dropping {name} locks its table against readers and writers.":
		"Supprimer {name} verrouille sa table aux lectures et aux écritures.",
	"Nobody may write to the table, or use the index, until it is built again.":
		"Personne ne peut écrire dans la table, ni utiliser l’index, tant qu’il n’est pas reconstruit.",
	"Nobody may read the view until it is filled again.":
		"Personne ne peut lire la vue tant qu’elle n’est pas remplie à nouveau.",
	"Refreshing {name} keeps its readers waiting.": "Rafraîchir {name} fait attendre ses lecteurs.",
	"Permissive policies are OR-ed: this one lets everything through, whatever the others say.":
		"Les règles permissives sont réunies par OR : celle-ci laisse tout passer, quoi que disent les autres.",
	"{what} names no column of {table}: no index can serve it.":
		"{what} ne nomme aucune colonne de {table} : aucun index ne peut servir.",
	"What {name} lets be seen in {table} is also what it lets be written.":
		"Ce que {name} laisse voir dans {table} est aussi ce qu’elle laisse écrire.",
	"Without the last permissive policy a table shows nothing; without a restrictive one it may show everything.":
		"Sans sa dernière règle permissive, une table ne montre rien ; sans une restrictive, elle peut tout montrer.",
	"{policy} of {table} goes.": "{policy} de {table} disparaît.",
	"{name} calls {call}(), which is VOLATILE.": "{name} appelle {call}(), qui est VOLATILE.",
	"{who} trusts {setting}, which every session can set.": "{who} se fie à {setting}, que toute session peut définir.",
	"Any session may set any custom setting, so whoever can send SQL can say that he is the administrator.":
		"Toute session peut définir tout paramètre personnalisé : qui peut envoyer du SQL peut se dire administrateur.",
	"From COMMIT on every program that still says the old name fails.":
		"Dès le COMMIT, tout programme qui dit encore l’ancien nom échoue.",
	"{object} {what} becomes {to}.": "{object} {what} devient {to}.",
	"Every session that may read the table reads every tenant's rows.":
		"Toute session qui peut lire la table lit les lignes de tous les locataires.",
	"{table} has {tenantColumn} and no row-level security{more}.":
		"{table} a {tenantColumn} et pas de sécurité au niveau des lignes{more}.",
	"Whom row-level security binds sees an empty table and can write nothing: the application stops.":
		"Qui est lié par la sécurité au niveau des lignes voit une table vide et ne peut rien écrire : l’application s’arrête.",
	"{table} has row-level security and no policy that lets anything through{more}.":
		"{table} a la sécurité au niveau des lignes et aucune règle qui laisse passer quoi que ce soit{more}.",
	"A policy does nothing until row-level security is enabled: everybody sees everything.":
		"Une règle ne fait rien tant que la sécurité au niveau des lignes n’est pas activée : tout le monde voit tout.",
	"{table} has policies, and row-level security is not enabled{more}{more2}.":
		"{table} a des règles, et la sécurité au niveau des lignes n’est pas activée{more}{more2}.",
	"The owner passes by every policy, and applications often log in as the owner.":
		"Le propriétaire passe outre toute règle, et les applications se connectent souvent en propriétaire.",
	"The owner of {table} is not held by its policies{more}.":
		"Le propriétaire de {table} n’est pas tenu par ses règles{more}.",
	", unless a DO block that builds its SQL does it": ", sauf si un bloc DO qui compose son SQL le fait",
	"From COMMIT on every session that may read the table reads every tenant's rows.":
		"Dès le COMMIT, toute session qui peut lire la table lit les lignes de tous les locataires.",
	"The policies of {name} hold nobody from here on.": "À partir d’ici, les règles de {name} ne tiennent plus personne.",
	"The policies of {name} do not hold its owner from here on.":
		"À partir d’ici, les règles de {name} ne tiennent plus son propriétaire.",
	"The parent's policies hold only those who go through the parent: named directly, the child shows every row.":
		"Les règles du parent ne tiennent que ceux qui passent par lui : nommé directement, l’enfant montre chaque ligne.",
	"{table} belongs to {parent} and has no row-level security of its own{more}.":
		"{table} appartient à {parent} et n’a pas sa propre sécurité au niveau des lignes{more}.",
	"It outlives the transaction: the next file, and with a pool the next stranger, runs under it.":
		"Il survit à la transaction : le fichier suivant, et avec un pool le prochain inconnu, s’exécute avec.",
	"{name} stays set for the session.": "{name} reste défini pour la session.",
	"Two tenants cannot have the same value, and the error tells one of them that another has it: row-level security does not hide that.":
		"Deux locataires ne peuvent avoir la même valeur, et l’erreur révèle à l’un qu’un autre l’a : la sécurité au niveau des lignes ne le cache pas.",
	"A value of {name} ({columns}) is one tenant's for all.":
		"Une valeur de {name} ({columns}) est prise à tous par un seul locataire.",
	"Foreign keys are checked past row-level security: a row can refer to another tenant's, and the error tells which keys there are.":
		"Les clés étrangères sont contrôlées au-delà de la sécurité des lignes : une ligne peut renvoyer à celle d’un autre locataire, et l’erreur révèle les clés existantes.",
	"{table} ({columns}) can refer to a row of {target} that is another tenant's.":
		"{table} ({columns}) peut renvoyer à une ligne de {target} d’un autre locataire.",
	"The server will refuse it, and what stands behind it is not judged.":
		"Le serveur le refusera, et ce qui suit n’est pas jugé.",
	"What runs there is not known before it runs: a rehearsal shows its locks, its rewrites and what it changes.":
		"Ce qui s’y exécute n’est connu qu’à l’exécution : une répétition montre ses verrous, ses réécritures et ce qu’il change.",
	"This DO block is not looked into: {unread}.": "Ce bloc DO n’est pas examiné : {unread}.",
	"PostgreSQL refuses it there, so the file fails at that line.":
		"PostgreSQL le refuse à cet endroit : le fichier échoue à cette ligne.",
	"This cannot run in {where}.": "Ceci ne peut pas s’exécuter dans {where}.",
	"It is a time on somebody's wall: what moment it was depends on who reads it.":
		"C’est l’heure d’une pendule : l’instant dépend de qui la lit.",
	"{name} does not say what moment it is.": "{name} ne dit pas de quel instant il s’agit.",
	"At 2,147,483,647 every INSERT fails, and a wider type then rewrites the table.":
		"À 2 147 483 647, chaque INSERT échoue, et un type plus large réécrit alors la table.",
	"{name} runs out of numbers.": "{name} viendra à court de nombres.",
	"Every row is written in one transaction, of every tenant: it takes long, bloats the table, and cannot be taken back later.":
		"Chaque ligne de chaque locataire est écrite en une transaction : c’est long, cela gonfle la table, et ne se défait plus ensuite.",
	"{verb} {name} means every row.": "{verb} {name} vise chaque ligne.",
	"Whom the policies bind changes no row and hears of success; Bulkhead turns that into an error that names the table.":
		"Qui est lié par les règles ne change aucune ligne et apprend un succès ; Bulkhead en fait une erreur qui nomme la table.",
} as const satisfies Words;
