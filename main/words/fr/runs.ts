import type { Words } from "../fill.ts";

export const runs = {
	"This is a fault of Bulkhead; please report it with the steps that led here.":
		"C’est un défaut de Bulkhead ; merci de le signaler avec les étapes qui y mènent.",
	"Correct the field that is named, then try again.": "Corrigez le champ nommé, puis réessayez.",
	"There is no process {pid} any more.": "Il n’y a plus de processus {pid}.",
	"Process {pid} works for this Bulkhead itself.": "Le processus {pid} travaille pour ce Bulkhead lui-même.",
	"Cancel the run that it works for.": "Annulez l’exécution pour laquelle il travaille.",
	"It is this Bulkhead's own session.": "C’est la propre session de ce Bulkhead.",
	"Nothing was stopped.": "Rien n’a été arrêté.",
	"It is this Bulkhead's own: cancel the run that it works for.":
		"C’est une session de ce Bulkhead : annulez l’exécution pour laquelle elle travaille.",
	"It works in database {database}: open that database's connection to stop it.":
		"Elle travaille dans la base {database} : ouvrez la connexion de cette base pour l’arrêter.",
	"It is the server's own: only a superuser may stop it.":
		"C’est une session du serveur : seul un superutilisateur peut l’arrêter.",
	"It belongs to a superuser: only a superuser may stop it.":
		"Elle appartient à un superutilisateur : seul un superutilisateur peut l’arrêter.",
	"It belongs to {user}: membership in that role, or in pg_signal_backend, would be needed.":
		"Elle appartient à {user} : il faudrait être membre de ce rôle, ou de pg_signal_backend.",
	"What other roles do is hidden from {name}: their statements, states and waits are empty. GRANT pg_read_all_stats TO {name} would show them.":
		"Ce que font les autres rôles est caché à {name} : instructions, états et attentes sont vides. GRANT pg_read_all_stats TO {name} les montrerait.",
	"There are {total} sessions; {SESSIONS} of them are listed.": "Il y a {total} sessions ; {SESSIONS} sont listées.",
	"waits for a lock on a table": "attend un verrou sur une table",
	"waits for its turn to make a table longer": "attend son tour pour agrandir une table",
	"waits for another transaction to end, which changed a row that it wants":
		"attend la fin d’une transaction qui a modifié une ligne voulue",
	"waits for another transaction to end": "attend la fin d’une autre transaction",
	"waits for its turn at a row that another is about to get": "attend son tour pour une ligne qu’une autre va obtenir",
	"waits for an advisory lock": "attend un verrou consultatif",
	"waits for a lock of an application": "attend un verrou applicatif",
	"sleeps (pg_sleep)": "dort (pg_sleep)",
	"reads from the disk": "lit sur le disque",
	"writes to the disk": "écrit sur le disque",
	"writes the WAL": "écrit le WAL",
	"waits until the disk has the WAL": "attend que le WAL soit sur le disque",
	"builds the index": "construit l’index",
	"builds the index: reads the table": "construit l’index : lit la table",
	"builds the index: sorts the rows": "construit l’index : trie les lignes",
	"builds the index: writes it": "construit l’index : l’écrit",
	"waits for transactions that write to the table, before it builds":
		"attend les transactions qui écrivent dans la table avant de construire",
	"waits for transactions that write to the table, before it checks the index":
		"attend les transactions qui écrivent dans la table avant de contrôler l’index",
	"waits for transactions that may still see older rows, in any table":
		"attend les transactions qui voient peut-être encore d’anciennes lignes, dans n’importe quelle table",
	"checks the index: reads it": "contrôle l’index : le lit",
	"checks the index: reads the table for rows that came meanwhile":
		"contrôle l’index : relit la table pour les lignes arrivées entre-temps",
	"reads the table": "lit la table",
	"sorts the rows": "trie les lignes",
	"writes the table anew": "réécrit la table",
	"builds the indexes anew": "reconstruit les index",
	"Entry {seq} of the audit trail cannot be read.": "L’entrée {seq} du journal d’audit est illisible.",
	"`bulkhead audit verify` names the first that was changed.":
		"`bulkhead audit verify` nomme la première qui a été modifiée.",
	"The audit trail did not take an entry.": "Le journal d’audit n’a pas accepté une entrée.",
	"There is no certificate {id}: no run of this Bulkhead has changed this database yet.":
		"Il n’y a pas de certificat {id} : aucune exécution de ce Bulkhead n’a encore modifié cette base.",
	"There is no certificate {id}.": "Il n’y a pas de certificat {id}.",
	"Name one by its number, by its run, or as `latest`; `bulkhead certificates` lists them.":
		"Nommez-en un par son numéro, par son exécution, ou par `latest` ; `bulkhead certificates` les liste.",
	"This role may not write certificates into the ledger (schema bulkhead).":
		"Ce rôle ne peut pas écrire de certificats dans le registre (schéma bulkhead).",
	"{where} is there and cannot be used, so no connection is opened or changed.":
		"{where} existe et est inutilisable : aucune connexion n’est ouverte ni modifiée.",
	"This preview is too old, or was imported already.": "Cet aperçu est trop ancien, ou a déjà été importé.",
	"Read the file again.": "Relisez le fichier.",
	"Name another file.": "Nommez un autre fichier.",
	"No connection was found in this.": "Aucune connexion n’y a été trouvée.",
	"A postgres:// address, a .env with DATABASE_URL or DB_…, lines of a .pgpass, a pg_service.conf, or an export of Bulkhead's.":
		"Une adresse postgres://, un .env avec DATABASE_URL ou DB_…, des lignes de .pgpass, un pg_service.conf, ou un export de Bulkhead.",
	"The file is sealed.": "Le fichier est scellé.",
	"Give the passphrase it was sealed with.": "Donnez la phrase secrète qui l’a scellé.",
	"This is not the file's passphrase, or the file was changed.":
		"Ce n’est pas la phrase secrète du fichier, ou le fichier a été modifié.",
	"Which of the two cannot be told. Type the passphrase again, or fetch the file anew.":
		"On ne peut pas savoir lequel des deux. Saisissez-la à nouveau, ou reprenez le fichier.",
	"There is no connection {id}.": "Il n’y a pas de connexion {id}.",
	"Choose one from the list, or add it.": "Choisissez-en une dans la liste, ou ajoutez-la.",
	"A password command cannot be set from here: it starts a program on this machine.":
		"Une commande de mot de passe ne peut pas être définie d’ici : elle lance un programme sur cette machine.",
	"Choose another way to keep the password.": "Choisissez une autre façon de garder le mot de passe.",
	"This is not the master password.": "Ce n’est pas le mot de passe principal.",
	"Type it again. Nobody can find out a forgotten one: the vault is then thrown away, and its passwords typed anew.":
		"Saisissez-le à nouveau. Personne ne peut retrouver un mot de passe oublié : on supprime alors le coffre et on ressaisit ses mots de passe.",
	"The vault is locked.": "Le coffre est verrouillé.",
	"Unlock it with the master password; on the command line, BULKHEAD_MASTER_PASSWORD_FILE names a file that holds it.":
		"Ouvrez-le avec le mot de passe principal ; en ligne de commande, BULKHEAD_MASTER_PASSWORD_FILE nomme un fichier qui le contient.",
	"There is no vault yet.": "Il n’y a pas encore de coffre.",
	"Choose a master password: `bulkhead vault create`, or in the app under a connection's password.":
		"Choisissez un mot de passe principal : `bulkhead vault create`, ou dans l’application, au mot de passe d’une connexion.",
	"There is a vault already.": "Il y a déjà un coffre.",
	"Unlock it, or change its master password.": "Ouvrez-le, ou changez son mot de passe principal.",
	"Another Bulkhead has changed the vault just now.": "Un autre Bulkhead vient de modifier le coffre.",
	"Unlock it, then try again.": "Ouvrez-le, puis réessayez.",
	"There is no saved connection {name}.": "Il n’y a pas de connexion enregistrée {name}.",
	"`bulkhead connections list` shows them; `bulkhead connections add` saves one.":
		"`bulkhead connections list` les montre ; `bulkhead connections add` en enregistre une.",
	"This asks for the database's name, {database}, to be typed.": "Il faut ici saisir le nom de la base, {database}.",
	"Type it (or say --yes on the command line).": "Saisissez-le (ou dites --yes en ligne de commande).",
	"What was typed is not its name: look at where you are.":
		"Ce qui a été saisi n’est pas son nom : regardez où vous êtes.",
	"Another saved connection is named {name}.": "Une autre connexion enregistrée s’appelle {name}.",
	"Choose another name, or change that one.": "Choisissez un autre nom, ou modifiez celle-là.",
	"The connection's settings cannot be used: {faults}.": "Les réglages de la connexion sont inutilisables : {faults}.",
	"The faults are planted in tables that are not there any more: migrations were rolled back.":
		"Les défauts se plantent dans des tables qui n’existent plus : des migrations ont été annulées.",
	"The demo is being started already, in another way.": "La démo est déjà en cours de démarrage, d’une autre façon.",
	"Wait for it to end, or cancel it; then try again.": "Attendez la fin, ou annulez ; puis réessayez.",
	"The disk is full: the demo could not be made.": "Le disque est plein : la démo n’a pas pu être créée.",
	"The demo could not be made: {message}": "La démo n’a pas pu être créée : {message}",
	"Start it again: what is half made is made anew. Else `bulkhead demo --reset`.":
		"Redémarrez-la : ce qui est à moitié fait est refait. Sinon `bulkhead demo --reset`.",
	"No target of this fleet is named {name}.": "Aucune cible de ce parc ne s’appelle {name}.",
	"End the waves with one that takes the rest.": "Terminez par une vague qui prend le reste.",
	"A wave takes its targets from those that are chosen.": "Une vague prend ses cibles parmi celles qui sont choisies.",
	"Choose connections by name, group, tag or environment, or all of them.":
		"Choisissez des connexions par nom, groupe, étiquette ou environnement, ou toutes.",
	"There is no run {id} of the fleet.": "Il n’y a pas d’exécution {id} du parc.",
	"No answer within {deadlineMs} s.": "Pas de réponse en {deadlineMs} s.",
	"It took longer than its deadline of {minutes} min.": "Elle a dépassé son délai de {minutes} min.",
	"Nothing was applied.": "Rien n’a été appliqué.",
	"No saved connection fits what was chosen.": "Aucune connexion enregistrée ne correspond au choix.",
	"That run has nothing left to do.": "Cette exécution n’a plus rien à faire.",
	"There is no job {jobId}.": "Il n’y a pas de tâche {jobId}.",
	"Bulkhead is closing.": "Bulkhead se ferme.",
	"Nothing is given to read.": "Rien n’est donné à lire.",
	"Give files, or a connection with a folder.": "Donnez des fichiers, ou une connexion avec un dossier.",
	"There is no migration {unknown}.": "Il n’y a pas de migration {unknown}.",
	"What {title} wrote down cannot be adopted as it is.": "Ce que {title} a consigné ne peut pas être adopté tel quel.",
	"Put it in order with the tool itself, then adopt.": "Remettez-le en ordre avec l’outil lui-même, puis adoptez.",
	"Nothing was adopted.": "Rien n’a été adopté.",
	"What is here is not what was run.": "Ce qui est ici n’est pas ce qui a été exécuté.",
	"Put back the files that were run, and see why a check fails; --despite adopts all the same, and writes it down.":
		"Remettez les fichiers exécutés et voyez pourquoi une vérification échoue ; --despite adopte malgré tout et le consigne.",
	"The migration folder {folder} has {count}; nothing was run.":
		"Le dossier de migrations {folder} a {count} ; rien n’a été exécuté.",
	"Mend the files that are named, then try again.": "Corrigez les fichiers nommés, puis réessayez.",
	"The folder has no migration {id}.": "Le dossier n’a pas de migration {id}.",
	"There are {from} to {to}.": "Il y a {from} à {to}.",
	"The folder has none.": "Le dossier n’en a aucune.",
	"Where that is meant, type the name of each table; rows are in it.":
		"Si c’est voulu, saisissez le nom de chaque table ; elles contiennent des lignes.",
	"{migration}:{line} switches row-level security off on {table}.":
		"{migration}:{line} désactive la sécurité au niveau des lignes sur {table}.",
	"From then on every session that may read this table reads the rows of every tenant: {left}.":
		"Dès lors, toute session autorisée à lire cette table lit les lignes de tous les locataires : {left}.",
	"From then on every session that may read these tables reads the rows of every tenant: {left}.":
		"Dès lors, toute session autorisée à lire ces tables lit les lignes de tous les locataires : {left}.",
	"Several histories know migrations of this folder.":
		"Plusieurs historiques connaissent des migrations de ce dossier.",
	"Say which one is meant: --from TOOL, or --table SCHEMA.TABLE.":
		"Dites lequel : --from OUTIL, ou --table SCHÉMA.TABLE.",
	"This database has a schema bulkhead that is not Bulkhead's ledger.":
		"Cette base a un schéma bulkhead qui n’est pas le registre de Bulkhead.",
	"Rename that schema; Bulkhead keeps its ledger under this name.":
		"Renommez ce schéma ; Bulkhead garde son registre sous ce nom.",
	"The ledger of this database was written by a newer Bulkhead.":
		"Le registre de cette base a été écrit par un Bulkhead plus récent.",
	"Use that one.": "Utilisez celui-là.",
	"This role may not read the ledger (schema bulkhead).": "Ce rôle ne peut pas lire le registre (schéma bulkhead).",
	"Connect as the role that runs the migrations, or let that role grant USAGE on the schema and SELECT on its tables.":
		"Connectez-vous avec le rôle qui exécute les migrations, ou faites-lui accorder USAGE sur le schéma et SELECT sur ses tables.",
	"The ledger is of an older Bulkhead, and this role may not bring it up to date.":
		"Le registre date d’un Bulkhead plus ancien, et ce rôle ne peut pas le mettre à jour.",
	"Run once as the role that owns the schema bulkhead.":
		"Exécutez une fois avec le rôle propriétaire du schéma bulkhead.",
	"Another runner has changed the ledger since this plan was made.":
		"Une autre exécution a modifié le registre depuis ce plan.",
	"Look at the status, then decide anew.": "Regardez l’état, puis décidez à nouveau.",
	"{path} has changed while it was read.": "{path} a changé pendant sa lecture.",
	"Wait until nobody writes it any more, then try again.": "Attendez que plus personne ne l’écrive, puis réessayez.",
	"Nothing was run. Each reason names what can be done.":
		"Rien n’a été exécuté. Chaque raison dit ce qui peut être fait.",
	"A migration stopped midway and needs a decision.": "Une migration s’est arrêtée en chemin et attend une décision.",
	"`bulkhead migrate --resume` goes on from there; `--redo` runs it anew, `--clean` forgets the try; `bulkhead rollback` undoes it.":
		"`bulkhead migrate --resume` reprend là ; `--redo` la relance, `--clean` oublie l’essai ; `bulkhead rollback` l’annule.",
	"{id} is still at work: its session is pid {stillRunning}.":
		"{id} est encore à l’œuvre : sa session est le pid {stillRunning}.",
	"Wait until it has ended, or end it: SELECT pg_cancel_backend(pid). Then go on.":
		"Attendez sa fin, ou terminez-la : SELECT pg_cancel_backend(pid). Puis continuez.",
	"{id} was edited in a part that is done since it was begun.":
		"{id} a été modifiée dans une partie déjà faite depuis son début.",
	"A rollback needs a reason; it is kept in the ledger.":
		"Une annulation exige un motif ; il est conservé dans le registre.",
	"Rolling back {ids} takes data out of the database.": "Annuler {ids} retire des données de la base.",
	"Look at what goes, then confirm. It is kept in a snapshot on this machine, from which it can be restored.":
		"Regardez ce qui part, puis confirmez. Une sauvegarde sur cette machine le conserve et permet de le restaurer.",
	"The statement ended without an error, and its effect is not there.":
		"L’instruction s’est terminée sans erreur, et son effet est absent.",
	"Another Bulkhead works on this database: {who}, pid {pid}.":
		"Un autre Bulkhead travaille sur cette base : {who}, pid {pid}.",
	"Wait for it to end. If nobody is there any more, end its session: SELECT pg_terminate_backend(pid).":
		"Attendez sa fin. S’il n’y a plus personne, terminez sa session : SELECT pg_terminate_backend(pid).",
	"There are no checks for {names}.": "Il n’y a pas de vérifications pour {names}.",
	"Checks stand in verify/, under the same file name.":
		"Les vérifications sont dans verify/, sous le même nom de fichier.",
	"The link broke during COMMIT of {migration}, and the ledger could not be asked since.":
		"La liaison s’est rompue pendant le COMMIT de {migration}, et le registre n’a pas pu être interrogé depuis.",
	"When the server answers again, `bulkhead status` tells whether it is applied. Nothing is half done.":
		"Quand le serveur répondra à nouveau, `bulkhead status` dira si elle est appliquée. Rien n’est à moitié fait.",
	"The rehearsal gave way: {who} waited {PATIENCE} s for its locks ({objects}).":
		"La répétition a cédé la place : {who} attendait ses verrous depuis {PATIENCE} s ({objects}).",
	"It was a rehearsal: everything was rolled back.": "C’était une répétition : tout a été annulé.",
	"The target's schema could not be copied to a scratch database.":
		"Le schéma de la cible n’a pas pu être copié dans une base temporaire.",
	"This role may not create databases, so there can be no scratch database on this server.":
		"Ce rôle ne peut pas créer de bases : pas de base temporaire possible sur ce serveur.",
	"Rehearse on the embedded server (--scratch=embedded), or connect as a role with CREATEDB.":
		"Répétez sur le serveur embarqué (--scratch=embedded), ou connectez-vous avec un rôle ayant CREATEDB.",
	"The snapshot {id} does not hold what was written.": "La sauvegarde {id} ne contient pas ce qui a été écrit.",
	"Nothing was restored. If there is a copy of the file, put that in its place.":
		"Rien n’a été restauré. S’il existe une copie du fichier, mettez-la à sa place.",
	"This snapshot is of the database {database}, and this is {here}.":
		"Cette sauvegarde vient de la base {database}, et celle-ci est {here}.",
	"Connect to that database.": "Connectez-vous à cette base-là.",
	"Some rows of the snapshot meet rows that were written since.":
		"Des lignes de la sauvegarde rencontrent des lignes écrites depuis.",
	"The snapshot cannot be put back as things are.": "La sauvegarde ne peut pas être remise en l’état.",
	"Apply the migrations that were rolled back, then restore.": "Appliquez les migrations annulées, puis restaurez.",
	"The snapshot may need {needed}, and there are {free} on this machine.":
		"La sauvegarde peut demander {needed}, et il y a {free} sur cette machine.",
	"Free some space, or choose another folder with --store (or BULKHEAD_HOME). Nothing was rolled back.":
		"Libérez de la place, ou choisissez un autre dossier avec --store (ou BULKHEAD_HOME). Rien n’a été annulé.",
} as const satisfies Words;
