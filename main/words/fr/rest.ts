import type { Words } from "../fill.ts";

export const rest = {
	"The runs of the fleet cannot be kept: {message}":
		"Les exécutions du parc ne peuvent pas être conservées : {message}",
	"Make room on this machine's disk.": "Faites de la place sur le disque de cette machine.",
	"Check the rights of Bulkhead's own folder.": "Vérifiez les droits du dossier propre à Bulkhead.",
	"The statement is longer than {LONGEST} KB.": "L’instruction dépasse {LONGEST} Ko.",
	"It holds a NUL character.": "Elle contient un caractère NUL.",
	"The statement is nested too deep to be read.": "L’instruction est trop imbriquée pour être lue.",
	"PostgreSQL's scanner cannot read this text.": "L’analyseur lexical de PostgreSQL ne peut pas lire ce texte.",
	"A backslash command is psql's own; the server does not know it.":
		"Une commande à barre oblique inverse est propre à psql ; le serveur ne la connaît pas.",
	"Take it out: each file is sent to the server as plain SQL.":
		"Retirez-la : chaque fichier est envoyé au serveur en SQL pur.",
	"{file} is a link.": "{file} est un lien.",
	"Put the file itself there, or make its folder a link and leave the file's name as it is.":
		"Mettez-y le fichier lui-même, ou faites de son dossier un lien en gardant le nom du fichier.",
	"{backup} is no backup that this Bulkhead can restore (version {version}).":
		"{backup} n’est pas une copie que ce Bulkhead puisse restaurer (version {version}).",
	"Restore it with the Bulkhead that wrote it. Nothing was changed.":
		"Restaurez-la avec le Bulkhead qui l’a écrite. Rien n’a été modifié.",
	"ProxyJump of {host} in ~/.ssh/config leads in a circle.":
		"Le ProxyJump de {host} dans ~/.ssh/config tourne en rond.",
	"ProxyJump of {alias} in ~/.ssh/config cannot be read.": "Le ProxyJump de {alias} dans ~/.ssh/config est illisible.",
	"Take these attributes from it (ALTER ROLE), or rename it; then install again.":
		"Retirez-lui ces attributs (ALTER ROLE), ou renommez-le ; puis réinstallez.",
	"The ledger did not answer.": "Le registre n’a pas répondu.",
	"Certificate {number} cannot be read: it was edited, or is of a newer Bulkhead.":
		"Le certificat {number} est illisible : il a été modifié, ou vient d’un Bulkhead plus récent.",
	"`bulkhead certificates verify` tells which.": "`bulkhead certificates verify` dit lequel des deux.",
	"Its administrator corrects it; then start Bulkhead again. {ask}":
		"Son administrateur le corrige ; redémarrez ensuite Bulkhead. {ask}",
	"This is no file of connections that this Bulkhead can read.":
		"Ce n’est pas un fichier de connexions lisible par ce Bulkhead.",
	"It is made by `bulkhead connections export`. One of a newer version needs the newer Bulkhead.":
		"Il se fait par `bulkhead connections export`. Un fichier plus récent exige un Bulkhead plus récent.",
	'Set it in a terminal: bulkhead connections set NAME --password-command \'["PROGRAM","ARGUMENT"]\'':
		'Définissez-la dans un terminal : bulkhead connections set NOM --password-command \'["PROGRAMME","ARGUMENT"]\'',
	"The vault's header in the local store is none that this Bulkhead can read.":
		"L’en-tête du coffre dans le stockage local n’est pas lisible par ce Bulkhead.",
	"Use the newer Bulkhead that wrote it, or restore the store from a backup.":
		"Utilisez le Bulkhead plus récent qui l’a écrit, ou restaurez le stockage depuis une copie de secours.",
	"Apply the migrations first, or make the demo anew: `bulkhead demo --reset --with-defects`.":
		"Appliquez d’abord les migrations, ou refaites la démo : `bulkhead demo --reset --with-defects`.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME); then start the demo again.":
		"Libérez de la place, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME) ; puis redémarrez la démo.",
	"Its statements can be copied and run where it does no harm, a copy of the schema for example.":
		"Ses instructions peuvent être copiées et exécutées là où c’est sans danger, dans une copie du schéma par exemple.",
	"Choose among those that are saved, or open them first.":
		"Choisissez parmi celles qui sont enregistrées, ou ouvrez-les d’abord.",
	"See whether the server is there and not overloaded; a longer deadline can be given.":
		"Voyez si le serveur est là et non surchargé ; on peut donner un délai plus long.",
	"It did not answer when it was told to stop, and was left behind.":
		"Elle n’a pas répondu à la demande d’arrêt, et a été laissée derrière.",
	"`bulkhead status` tells how it stands once it answers again; nothing is half done.":
		"`bulkhead status` dira où elle en est quand elle répondra ; rien n’est à moitié fait.",
	"Its rehearsal does not hold: {failing} checks fail.": {
		one: "Sa répétition ne tient pas : {failing} vérification échoue.",
		other: "Sa répétition ne tient pas : {failing} vérifications échouent.",
	},
	"Look at the rehearsal of this database by itself.": "Regardez la répétition de cette base à part.",
	"{missing} of its targets are not known here: {name}.": "{missing} de ses cibles sont inconnues ici : {name}.",
	"Give the same --targets file again; a saved connection that was removed has to be added again.":
		"Redonnez le même fichier --targets ; une connexion enregistrée supprimée doit être rajoutée.",
	"Jobs are forgotten when Bulkhead ends; the history of the database tells what was done.":
		"Les tâches sont oubliées à la fermeture de Bulkhead ; l’historique de la base dit ce qui a été fait.",
	"{path} is not among the files that are given.": "{path} n’est pas parmi les fichiers donnés.",
	"{title} has written into {shown} meanwhile.": "{title} a écrit entre-temps dans {shown}.",
	"Wait until it is done, then adopt again.": "Attendez qu’il ait fini, puis adoptez à nouveau.",
	"{schema}.{name} is still invalid: some partition has no index attached to it.":
		"{schema}.{name} est encore invalide : une partition n’a pas d’index rattaché.",
	"{schema}.{name} is there already, and it is another index than the file asks for.":
		"{schema}.{name} existe déjà, et ce n’est pas l’index que demande le fichier.",
	"Drop it, or give the new one another name.": "Supprimez-le, ou donnez un autre nom au nouveau.",
	"Give the index another name.": "Donnez un autre nom à l’index.",
	"An index {name} is being built at this moment, by process {pid}.":
		"Un index {name} est en cours de construction, par le processus {pid}.",
	"Wait until it is there, then go on.": "Attendez qu’il soit là, puis continuez.",
	"An index {name} is there already, and it is invalid.": "Un index {name} existe déjà, et il est invalide.",
	"Drop it (DROP INDEX CONCURRENTLY {quoted}), then go on: IF NOT EXISTS would take it for done.":
		"Supprimez-le (DROP INDEX CONCURRENTLY {quoted}), puis continuez : IF NOT EXISTS le prendrait pour fait.",
	"{what} is there already, and it is another index than the file asks for.":
		"{what} existe déjà, et ce n’est pas l’index que demande le fichier.",
	"Drop it, or give the new one another name: IF NOT EXISTS would take it for done.":
		"Supprimez-le, ou donnez un autre nom au nouveau : IF NOT EXISTS le prendrait pour fait.",
	"The checks of {id} hold no longer: somebody is changing the schema.":
		"Les vérifications de {id} ne tiennent plus : quelqu’un modifie le schéma.",
	"A table is known by its columns, in every schema; --table SCHEMA.TABLE names one that does not have the usual name.":
		"Une table se reconnaît à ses colonnes, dans tout schéma ; --table SCHÉMA.TABLE en nomme une au nom inhabituel.",
	"Put that part back and resume; or roll back and apply anew; or, where what it did may stay or was undone by hand, `migrate --redo` runs the file from its beginning.":
		"Remettez cette partie et reprenez ; ou annulez et réappliquez ; ou, si ce qu’elle a fait peut rester ou a été défait à la main, `migrate --redo` relance le fichier depuis le début.",
	"It runs by itself, and is too long for that in a file of this size.":
		"Elle s’exécute seule, et est trop longue pour cela dans un fichier de cette taille.",
	"Give it a file of its own.": "Donnez-lui un fichier à elle.",
	"Put what belongs together between BEGIN and COMMIT, or part the file.":
		"Mettez ce qui va ensemble entre BEGIN et COMMIT, ou divisez le fichier.",
	"Make them in a DO block.": "Faites-les dans un bloc DO.",
	"The folder is written in the form of {format}; its files are for that tool to number.":
		"Le dossier est au format de {format} ; c’est à cet outil de numéroter ses fichiers.",
	"Copy the statements into a migration of that tool.": "Copiez les instructions dans une migration de cet outil.",
	"{check} on {object} has no statement that mends it: {detail}":
		"{check} sur {object} n’a pas d’instruction qui le corrige : {detail}",
	"Each reason names what stood in the way.": "Chaque raison dit ce qui a fait obstacle.",
	"Nothing was run on the target.": "Rien n’a été exécuté sur la cible.",
	"It has {columns}{more}.": "Elle a {columns}{more}.",
	"{schema}.{name} is {KINDS}: it has no policies of its own.":
		"{schema}.{name} est {KINDS} : elle n’a pas de règles propres.",
	"Nothing filters its rows by tenant: only privileges decide who reads it.":
		"Rien ne filtre ses lignes par locataire : seuls les privilèges décident de qui la lit.",
	"This row is larger than 64 million characters.": "Cette ligne dépasse 64 millions de caractères.",
	"Run it by hand as the application does. It has to work in a read-only transaction.":
		"Exécutez-la à la main comme le fait l’application. Elle doit marcher dans une transaction en lecture seule.",
	"As an administrator: GRANT {role} TO the login of this connection; or connect as one that may.":
		"En administrateur : GRANT {role} TO la connexion utilisée ; ou connectez-vous avec une qui en a le droit.",
	"A rollback would not undo everything that a write to {schema}.{name} does.":
		"Une annulation ne déferait pas tout ce que fait une écriture dans {schema}.{name}.",
	"Try it in a copy of the database, for example one that `bulkhead migrate --rehearse --scratch` makes.":
		"Essayez-la dans une copie de la base, par exemple celle que fait `bulkhead migrate --rehearse --scratch`.",
	"Wait for it to end; `bulkhead activity` shows what it does.":
		"Attendez sa fin ; `bulkhead activity` montre ce qu’il fait.",
	"Nothing was read.": "Rien n’a été lu.",
	"Nothing was read as a tenant.": "Rien n’a été lu en tant que locataire.",
	"The statement that chooses the tenant cannot be relied on: {fault}":
		"On ne peut pas se fier à l’instruction qui choisit le locataire : {fault}",
	"Restore with --keep-present: these rows stay as they are now, everything else comes back, and the snapshot keeps its version of them.":
		"Restaurez avec --keep-present : ces lignes restent telles quelles, tout le reste revient, et la sauvegarde garde sa version.",
	"{name} has {rows} rows, and {read} were read.": "{name} a {rows} lignes, et {read} ont été lues.",
	"This `after` cannot be used. {why}": "Ce `after` est inutilisable. {why}",
	"Give back what `next` said, with the same sort; or begin at the first page, without it.":
		"Redonnez ce que disait `next`, avec le même tri ; ou commencez à la première page, sans lui.",
	"The link broke while the change was committed.": "La liaison s’est rompue pendant la validation du changement.",
	"`bulkhead tenants show` tells whether it is there.": "`bulkhead tenants show` dit s’il y est.",
	"A filter of {column} with `in` takes a JSON list of texts.":
		"Un filtre de {column} avec `in` prend une liste JSON de textes.",
	"Filter by columns that tell the row.": "Filtrez par des colonnes qui désignent la ligne.",
	"Use the server's direct port, and open the view again: it looks anew at what can be enforced.":
		"Utilisez le port direct du serveur et rouvrez la vue : elle réexamine ce qui peut être imposé.",
	"The login was answered as process {backendPid}, and process {pid} answers.":
		"L’authentification a été faite par le processus {backendPid}, et c’est le processus {pid} qui répond.",
	"The tenant sees no such row.": "Le locataire ne voit pas de telle ligne.",
	"It may have been deleted meanwhile, or it is not this tenant's.":
		"Elle a peut-être été supprimée entre-temps, ou n’est pas à ce locataire.",
	"The time of this view is over.": "Le temps de cette vue est écoulé.",
	"Its transaction was ended, and nothing is shown.": "Sa transaction a été terminée, et rien n’est montré.",
	"The query has more than {MOST_COLUMNS} columns.": "La requête a plus de {MOST_COLUMNS} colonnes.",
	"A value does not fit its column: {message}.": "Une valeur ne convient pas à sa colonne : {message}.",
	"A column of this type cannot be sorted or compared so: {message}.":
		"Une colonne de ce type ne peut être ni triée ni comparée ainsi : {message}.",
	"The extension pgstattuple is not installed in this database.":
		"L’extension pgstattuple n’est pas installée dans cette base.",
	"As an administrator: CREATE EXTENSION pgstattuple; and GRANT pg_stat_scan_tables to this login.":
		"En administrateur : CREATE EXTENSION pgstattuple ; et GRANT pg_stat_scan_tables à cette connexion.",
	"This database has no look {id}.": "Cette base n’a pas d’examen {id}.",
	"`bulkhead indexes --history` lists them.": "`bulkhead indexes --history` les liste.",
} as const satisfies Words;
