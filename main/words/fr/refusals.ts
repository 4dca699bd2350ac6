import type { Words } from "../fill.ts";

export const refusals = {
	"These migrations cannot be applied as things are.": "Ces migrations ne peuvent pas être appliquées en l’état.",
	"These migrations cannot be rolled back as things are.": "Ces migrations ne peuvent pas être annulées en l’état.",
	"a check of {id} fails": "une vérification de {id} échoue",
	"It is a {kind}, no file: it is not followed.": "C’est un {kind}, pas un fichier : il n’est pas suivi.",
	"Put the file itself there.": "Mettez-y le fichier lui-même.",
	"Name it NNN_name.sql: three digits or more, then letters, digits, _ . or -.":
		"Nommez-le NNN_nom.sql : trois chiffres ou plus, puis lettres, chiffres, _ . ou -.",
	"Its name is not NNN_name.sql.": "Son nom n’est pas NNN_nom.sql.",
	"Its number is taken by {path}.": "Son numéro est pris par {path}.",
	"Give one of them another number.": "Donnez un autre numéro à l’un des deux.",
	"Is {wanted} missing? Put it there, or renumber what follows.":
		"{wanted} manque-t-elle ? Ajoutez-la, ou renumérotez la suite.",
	"There is a gap: after {id} comes {next}.": "Il y a un trou : après {id} vient {next}.",
	"It is not named like its forward file {path}.": "Il ne porte pas le nom de son fichier aller {path}.",
	"Rename it to {path}.": "Renommez-le en {path}.",
	"There is no forward file {id}_{name}.sql.": "Il n’y a pas de fichier aller {id}_{name}.sql.",
	"Add it, or remove this file.": "Ajoutez-le, ou retirez ce fichier.",
	"the ledger knows it already": "le registre la connaît déjà",
	"{hole} before it is neither applied nor adopted": "{hole}, qui la précède, n’est ni appliquée ni adoptée",
	"{shown} does not have it": "{shown} ne la contient pas",
	"a check fails: {name}": "une vérification échoue : {name}",
	"it has no checks that could prove it": "elle n’a pas de vérification qui puisse la prouver",
	"{id} ({path}) cannot be run here: {notRun}. Run it with {tool}, then `bulkhead adopt {id}`.":
		"{id} ({path}) ne peut pas être exécutée ici : {notRun}. Exécutez-la avec {tool}, puis `bulkhead adopt {id}`.",
	"{id} stopped midway: {done} of {segments} segments are done, line {line} is next.":
		"{id} s’est arrêtée en chemin : {done} segments sur {segments} sont faits, la suite commence à la ligne {line}.",
	"{id} stopped midway: {done} of {segments} segments are done, line {line} is next. Its session (pid {stillRunning}) still works on the server.":
		"{id} s’est arrêtée en chemin : {done} segments sur {segments} sont faits, la suite commence à la ligne {line}. Sa session (pid {stillRunning}) travaille encore sur le serveur.",
	"it is not applied": "elle n’est pas appliquée",
	"it is applied": "elle est appliquée",
	"{id} was edited since it was applied: put back the file that was applied, or roll {id} back and apply it again.":
		"{id} a été modifiée depuis son application : remettez le fichier appliqué, ou annulez {id} et appliquez-la à nouveau.",
	"{id} is now named {name} since it was applied: put back the file that was applied, or roll {id} back and apply it again.":
		"{id} s’appelle maintenant {name}, depuis son application : remettez le fichier appliqué, ou annulez {id} et appliquez-la à nouveau.",
	"{id} {name} is applied, and its file is missing: put it back, or point Bulkhead at the folder that has it.":
		"{id} {name} est appliquée, et son fichier manque : remettez-le, ou indiquez à Bulkhead le dossier qui l’a.",
	"its checks hold, but the ledger does not know it: record it with `bulkhead adopt {id}`":
		"ses vérifications tiennent, mais le registre ne la connaît pas : enregistrez-la par `bulkhead adopt {id}`",
	"{id} needs {below} before it: apply {more} too.": "{id} exige {below} avant elle : appliquez aussi {more}.",
	"{above} stands on {id}: roll back in order, the newest first (or --to the one that stays).":
		"{above} repose sur {id} : annulez dans l’ordre, la plus récente d’abord (ou --to celle qui reste).",
	"{above} stand on {id}: roll back in order, the newest first (or --to the one that stays).":
		"{above} reposent sur {id} : annulez dans l’ordre, la plus récente d’abord (ou --to celle qui reste).",
	"{id} is there, but the ledger does not know it: adopt it first.":
		"{id} est là, mais le registre ne la connaît pas : adoptez-la d’abord.",
	"{id} {name} has no files here: point Bulkhead at the folder that has them.":
		"{id} {name} n’a pas de fichiers ici : indiquez à Bulkhead le dossier qui les a.",
	"{id} has no rollback file: add {file}.": "{id} n’a pas de fichier d’annulation : ajoutez {file}.",
	"Nothing was changed.": "Rien n’a été modifié.",
	"Counting what would be lost": "Décompte de ce qui serait perdu",
	"Keeping a snapshot of {tables} tables": {
		one: "Sauvegarde de {tables} table",
		other: "Sauvegarde de {tables} tables",
	},
	"Checking the snapshot": "Contrôle de la sauvegarde",
	"Putting back {schema}.{name}": "Remise de {schema}.{name}",
	"Reading {schema}.{name}": "Lecture de {schema}.{name}",
	"Asking every table as each tenant": "Interrogation de chaque table en tant que chaque locataire",
	"Making a PostgreSQL 18 cluster": "Création d’un serveur PostgreSQL 18",
	"Starting PostgreSQL 18": "Démarrage de PostgreSQL 18",
	"Making a PostgreSQL server for the rehearsal": "Création d’un serveur PostgreSQL pour la répétition",
	"Nothing of {id} was done: the database is as it was before.": "Rien de {id} n’a été fait : la base est comme avant.",
	"{id} stopped midway: {at} of {segments} segments are done, and stay done.":
		"{id} s’est arrêtée en chemin : {at} segments sur {segments} sont faits, et le restent.",
	"Mend what stopped it, then `bulkhead migrate --resume` goes on from there; or roll {id} back.":
		"Corrigez ce qui l’a arrêtée, puis `bulkhead migrate --resume` reprend là ; ou annulez {id}.",
	"{command} in line {line} touched no rows.": "{command} à la ligne {line} n’a touché aucune ligne.",
	"{message}: another session is in the way. {run} is rolled back and tried again ({attempt} of {TRIES} tries).":
		"{message} : une autre session est sur le chemin. {run} est annulée et réessayée (essai {attempt} sur {TRIES}).",
	"Either all of {ids} was committed, with the entries in the ledger, or nothing of it.":
		"Soit tout {ids} a été validé, avec les entrées du registre, soit rien.",
	"{ids} was not committed: the server rolls it back by itself.":
		"{ids} n’a pas été validée : le serveur l’annule de lui-même.",
	"{ids} was rolled back: the database is as it was before.": "{ids} a été annulée : la base est comme avant.",
	"This statement cannot run in a transaction, and each file runs in one: take it out of the file.":
		"Cette instruction ne peut pas s’exécuter dans une transaction, et chaque fichier s’exécute dans une : retirez-la du fichier.",
	"Another session changed the same rows: try again.": "Une autre session a modifié les mêmes lignes : réessayez.",
	"Another session waited for us while we waited for it: try again when less is going on.":
		"Une autre session nous attendait pendant que nous l’attendions : réessayez quand il y aura moins d’activité.",
	"Mend the statement at that place; `bulkhead lint` reads the file without a server.":
		"Corrigez l’instruction à cet endroit ; `bulkhead lint` lit le fichier sans serveur.",
	"Connect as the owner of the objects, or as a role that may do this.":
		"Connectez-vous en propriétaire des objets, ou avec un rôle qui en a le droit.",
	"Another session holds a lock on the table: end its transaction or wait for it, then try again.":
		"Une autre session tient un verrou sur la table : terminez sa transaction ou attendez-la, puis réessayez.",
	"The server's statement_timeout, or somebody, stopped the statement.":
		"Le statement_timeout du serveur, ou quelqu’un, a arrêté l’instruction.",
	"Under row-level security this role would see only a part of the rows, or none, and the change would silently be incomplete. Three ways on: run it as a role with BYPASSRLS; or lift FORCE around it in the same file (ALTER TABLE … NO FORCE, then FORCE); or mean one tenant: SET LOCAL row_security = on, then set the tenant.":
		"Sous la sécurité au niveau des lignes, ce rôle ne verrait qu’une partie des lignes, ou aucune, et le changement serait incomplet sans le dire. Trois issues : l’exécuter avec un rôle BYPASSRLS ; ou lever FORCE autour dans le même fichier (ALTER TABLE … NO FORCE, puis FORCE) ; ou viser un locataire : SET LOCAL row_security = on, puis le choisir.",
	"Nothing is dropped that no file names: drop or change what stands on it (the detail says what), then try again.":
		"Rien n’est supprimé qu’aucun fichier ne nomme : supprimez ou modifiez ce qui en dépend (le détail dit quoi), puis réessayez.",
	"The barrier's policy reads this column. Take the barrier away (`bulkhead isolation barrier remove`), migrate, and install it again: its policies are written anew for the column as it is then.":
		"La règle de la barrière lit cette colonne. Retirez la barrière (`bulkhead isolation barrier remove`), migrez, et réinstallez-la : ses règles sont réécrites pour la colonne telle qu’elle est alors.",
	"Bulkhead's ledger is a schema in this database, and {name} may not make one.":
		"Le registre de Bulkhead est un schéma de cette base, et {name} ne peut pas en créer.",
	"As {databaseOwner}: GRANT CREATE ON DATABASE {database} TO {name}; once is enough.":
		"En tant que {databaseOwner} : GRANT CREATE ON DATABASE {database} TO {name} ; une fois suffit.",
	"{name} may not write into Bulkhead's ledger, which another role has made.":
		"{name} ne peut pas écrire dans le registre de Bulkhead, créé par un autre rôle.",
	"Connect as the role that ran the first migration, or as a member of it.":
		"Connectez-vous avec le rôle qui a exécuté la première migration, ou un de ses membres.",
	"This server is a standby, or it lets this session only read.":
		"Ce serveur est un standby, ou ne laisse que lire cette session.",
	"Connect to the primary, or see default_transaction_read_only of the role and the database.":
		"Connectez-vous au primaire, ou voyez default_transaction_read_only du rôle et de la base.",
	"A pooler stands in front of this server, and gives no session of its own.":
		"Un pooler se tient devant ce serveur et ne donne pas de session propre.",
	"Use the server's direct port, or the pooler's session mode. Reading works here: status, verify, lint, and the plan.":
		"Utilisez le port direct du serveur, ou le mode session du pooler. La lecture fonctionne ici : status, verify, lint et le plan.",
	"{name} is locked: it can only be read.": "{name} est verrouillée : on ne peut que la lire.",
	"Unlock it for some minutes (in the bar above, or with --unlock on the command line), then try again.":
		"Déverrouillez-la pour quelques minutes (dans la barre du haut, ou par --unlock en ligne de commande), puis réessayez.",
	"The machine's policy keeps it locked.": "Le règlement de la machine la garde verrouillée.",
	"Ask whoever looks after this machine.": "Demandez à qui s’occupe de cette machine.",
	"Ask {contact}.": "Demandez à {contact}.",
	"{where} does not allow the host {host}.": "{where} n’autorise pas l’hôte {host}.",
	"A production server is reached without TLS: use sslmode verify-full.":
		"Un serveur de production est joint sans TLS : utilisez sslmode verify-full.",
	"With sslmode {sslMode} somebody in between could pose as this production server: use verify-full.":
		"Avec sslmode {sslMode}, un intermédiaire pourrait se faire passer pour ce serveur de production : utilisez verify-full.",
	"The login is by MD5, which is weak: set the password anew with password_encryption = scram-sha-256.":
		"L’authentification est en MD5, qui est faible : redéfinissez le mot de passe avec password_encryption = scram-sha-256.",
	"The server's certificate expired on {validTo}.": "Le certificat du serveur a expiré le {validTo}.",
	"{field}: must not be empty": "{field} : ne doit pas être vide",
	"{field}: must be at least {minimum}": "{field} : doit être au moins {minimum}",
	"{field}: must be at most {maximum}": "{field} : doit être au plus {maximum}",
	"{field}: must have at least {minimum} characters": "{field} : doit avoir au moins {minimum} caractères",
	"{field}: must have at most {maximum} characters": "{field} : doit avoir au plus {maximum} caractères",
	"{field}: must be {values}": "{field} : doit être {values}",
	"{field}: has another form": "{field} : a une autre forme",
	"Certificate {number} was edited: its text no longer has its hash.":
		"Le certificat {number} a été modifié : son texte n’a plus son empreinte.",
	"Certificate {number} is no certificate that this Bulkhead can read.":
		"Le certificat {number} n’est pas lisible par ce Bulkhead.",
	"Certificate {number} does not follow {told}, or was put in another's place.":
		"Le certificat {number} ne suit pas {told}, ou a été mis à la place d’un autre.",
	"The ledger has no entry of certificate {number}'s run: entries were taken out of it.":
		"Le registre n’a pas d’entrée de l’exécution du certificat {number} : des entrées en ont été retirées.",
	"Entry {seq} is not what it was when it was written, or does not follow the one before it.":
		"L’entrée {seq} n’est plus ce qu’elle était à l’écriture, ou ne suit pas la précédente.",
	"Entry {seq} was written and is not there any more.": "L’entrée {seq} a été écrite et n’est plus là.",
	"Entry {seq} is not signed by the key that it names.": "L’entrée {seq} n’est pas signée par la clé qu’elle nomme.",
	"{about}: it holds for rows written since, and nobody has looked at those before.":
		"{about} : elle vaut pour les lignes écrites depuis, et personne n’a contrôlé les précédentes.",
	"The index of {about} costs every write and serves no query; what made it did not end.":
		"L’index de {about} coûte à chaque écriture et ne sert aucune requête ; ce qui le créait n’est pas allé au bout.",
	"A trigger of {about} does not fire.": "Un déclencheur de {about} ne se déclenche pas.",
	"Its policies are there and not in force: row-level security is off.":
		"Ses règles existent sans s’appliquer : la sécurité au niveau des lignes est désactivée.",
	"Its owner goes around the policies: row-level security is not forced.":
		"Son propriétaire contourne les règles : la sécurité au niveau des lignes n’est pas forcée.",
	"It holds tenants' rows, and no policy keeps one tenant from another's; write one before you switch it on.":
		"Elle contient des lignes de locataires, et aucune règle ne sépare les locataires ; écrivez-en une avant de l’activer.",
	"It stopped midway: {done} of {segments} segments are done.":
		"Elle s’est arrêtée en chemin : {done} segments sur {segments} sont faits.",
	"It was asked to stop.": "On lui a demandé de s’arrêter.",
	"It stopped by its rule: {failures} targets did not end well.": {
		one: "Arrêt selon sa consigne : {failures} cible s’est mal terminée.",
		other: "Arrêt selon sa consigne : {failures} cibles se sont mal terminées.",
	},
	"The first wave did not end well: {bad} of {entries} targets.":
		"La première vague s’est mal terminée : {bad} cibles sur {entries}.",
	"A materialised view has no row-level security: it holds everybody's rows.":
		"Une vue matérialisée n’a pas de sécurité au niveau des lignes : elle contient les lignes de tous.",
	"A foreign table has no row-level security here.":
		"Une table étrangère n’a pas de sécurité au niveau des lignes ici.",
	"Before PostgreSQL 15 a view is read with its owner's rights.":
		"Avant PostgreSQL 15, une vue se lit avec les droits de son propriétaire.",
	"The view is read with its owner's rights: it is not security_invoker.":
		"La vue se lit avec les droits de son propriétaire : elle n’est pas security_invoker.",
	"Row-level security is off on it. The barrier does not switch it on, for that changes what the application sees.":
		"La sécurité au niveau des lignes y est désactivée. La barrière ne l’active pas, car cela change ce que voit l’application.",
	"The barrier is not installed on it yet.": "La barrière n’y est pas encore installée.",
	"Its policy is not the one of the barrier any more.": "Sa règle n’est plus celle de la barrière.",
	"Each policy takes a lock on its table that lets nobody read for a moment; it gives way after two seconds.":
		"Chaque règle prend sur sa table un verrou qui empêche un instant toute lecture ; elle cède après deux secondes.",
	"The application's own policies and rights stay as they are: these policies are for the viewer alone.":
		"Les règles et droits de l’application restent tels quels : ces règles ne valent que pour le rôle de consultation.",
	"{left} tenant tables are left out, each with its reason.":
		"{left} tables de locataires sont laissées de côté, chacune avec sa raison.",
	"as every role: estimates of whole tables, advisory locks, NOTIFY, pg_sleep and names in the catalogue; Bulkhead ends a look in time":
		"comme à tout rôle : estimations sur des tables entières, verrous consultatifs, NOTIFY, pg_sleep et noms du catalogue ; Bulkhead met fin à temps à une consultation",
} as const satisfies Words;
