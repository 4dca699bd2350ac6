import type { Words } from "../fill.ts";

export const looks = {
	"The role bulkhead_viewer is there already, with {unsafe}.": "Le rôle bulkhead_viewer existe déjà, avec {unsafe}.",
	"This role may not change the barrier: {message}.": "Ce rôle ne peut pas modifier la barrière : {message}.",
	"Connect as the owner of the tenant tables with CREATEROLE, or let an administrator run what `isolation barrier install --preview` prints.":
		"Connectez-vous en propriétaire des tables de locataires avec CREATEROLE, ou faites exécuter par un administrateur ce qu’affiche `isolation barrier install --preview`.",
	"{check} finds nothing on {object} any more.": "{check} ne trouve plus rien sur {object}.",
	"Look again: `bulkhead isolation doctor`.": "Regardez à nouveau : `bulkhead isolation doctor`.",
	"Look again.": "Regardez à nouveau.",
	"The demonstration is not run: {refused}": "La démonstration n’est pas exécutée : {refused}",
	"It cannot be shown: {message}": "Impossible à démontrer : {message}",
	"This connection uses the bundled set, which is not added to.":
		"Cette connexion utilise le jeu fourni, auquel on n’ajoute rien.",
	"Name a folder of your own in the connection's settings, or with --migrations DIR. A copy of the bundled one will do.":
		"Nommez votre propre dossier dans les réglages de la connexion, ou par --migrations DIR. Une copie du jeu fourni convient.",
	"Leave it out of the file.": "Laissez-le hors du fichier.",
	"{schema}.{name} has no column {column}.": "{schema}.{name} n’a pas de colonne {column}.",
	"Did you mean {near}?": "Vouliez-vous dire {near} ?",
	"The primary key of {schema}.{name} is {own}.": "La clé primaire de {schema}.{name} est {own}.",
	"Give one value: --key VALUE.": "Donnez une valeur : --key VALEUR.",
	"Give each of them once: {own}, or a JSON object of them.": "Donnez chacune une fois : {own}, ou un objet JSON.",
	"{schema}.{name} has no primary key.": "{schema}.{name} n’a pas de clé primaire.",
	"Choose the row by columns that single it out: --where COLUMN=VALUE (more than once), or by its place: --ctid '(0,1)'.":
		"Choisissez la ligne par des colonnes qui l’identifient : --where COLONNE=VALEUR (plusieurs fois), ou par sa place : --ctid '(0,1)'.",
	"No row is named.": "Aucune ligne n’est nommée.",
	"A row is named in more than one way.": "Une ligne est nommée de plusieurs façons.",
	"Give one of --key, --where, --ctid; or --row JSON for a row that is not there.":
		"Donnez l’un de --key, --where, --ctid ; ou --row JSON pour une ligne absente.",
	"Ask about the table that the view reads. A view reads it with its owner's rights, unless it has security_invoker.":
		"Interrogez la table que lit la vue. Une vue la lit avec les droits de son propriétaire, sauf security_invoker.",
	"There is more than one table {name}: {where}.": "Il y a plusieurs tables {name} : {where}.",
	"Name its schema: schema.table.": "Nommez son schéma : schéma.table.",
	"There is no table {name} in this database.": "Il n’y a pas de table {name} dans cette base.",
	"Write schema.table, with double quotes around a name that needs them in SQL.":
		"Écrivez schéma.table, avec des guillemets doubles autour d’un nom qui en exige en SQL.",
	"More than one row has these values.": "Plusieurs lignes ont ces valeurs.",
	"Give further columns, until they single one out.": "Donnez d’autres colonnes, jusqu’à n’en désigner qu’une.",
	"Write the value as the column's type has it.": "Écrivez la valeur comme le veut le type de la colonne.",
	"There is no such row in {schema}.{name}.": "Il n’y a pas de telle ligne dans {schema}.{name}.",
	"Look at the key again; a row that was removed is gone for everybody.":
		"Regardez à nouveau la clé ; une ligne supprimée l’est pour tous.",
	"This login is held by the policies itself and may take on no role that sees it: connect as a superuser, or as a role with BYPASSRLS.":
		"Cette connexion est elle-même tenue par les règles et ne peut endosser aucun rôle qui la voit : connectez-vous en superutilisateur, ou avec un rôle BYPASSRLS.",
	"Nobody knows which role the application has here.": "On ne sait pas quel rôle a l’application ici.",
	"Name it with --role, or as `role` in the tenancy profile (--tenancy FILE).":
		"Nommez-le par --role, ou par `role` dans le profil (--tenancy FICHIER).",
	"There is no role {role} on this server.": "Il n’y a pas de rôle {role} sur ce serveur.",
	"Name the role of the application with --role, or in the tenancy profile.":
		"Nommez le rôle de l’application par --role, ou dans le profil.",
	"The statement that chooses the tenant does not go through: {message}":
		"L’instruction qui choisit le locataire ne passe pas : {message}",
	"This login may not act as {role}: {message}": "Cette connexion ne peut pas agir en tant que {role} : {message}",
	"There is no table {name} with a tenant here.": "Il n’y a pas de table {name} avec un locataire ici.",
	"Give its schema, such as sales.orders; the tenancy profile says which tables have tenants.":
		"Donnez son schéma, comme sales.orders ; le profil dit quelles tables ont des locataires.",
	"No table here can hold {idOrSlug} as a tenant.": "Aucune table ici ne peut contenir {idOrSlug} comme locataire.",
	"Give the tenant's id. Slugs are known only where a table lists the tenants: name it in the tenancy profile.":
		"Donnez l’id du locataire. Les slugs ne sont connus que si une table liste les locataires : nommez-la dans le profil.",
	"There is no tenant {idOrSlug} in {schema}.{name}.": "Il n’y a pas de locataire {idOrSlug} dans {schema}.{name}.",
	"Look it up with `bulkhead tenants list`, by id or slug; a role that is bound by row-level security sees only its own tenant.":
		"Cherchez-le par `bulkhead tenants list`, par id ou slug ; un rôle soumis à la sécurité au niveau des lignes ne voit que son propre locataire.",
	"`bulkhead tenancy show` prints one that fits this database.":
		"`bulkhead tenancy show` en affiche un qui convient à cette base.",
	"Correct the value that is named, then try again.": "Corrigez la valeur nommée, puis réessayez.",
	"Correct them, then try again.": "Corrigez-les, puis réessayez.",
	"The tenant is gone.": "Le locataire n’existe plus.",
	"Look it up with `bulkhead tenants list`.": "Cherchez-le par `bulkhead tenants list`.",
	"There is no tenant {idOrSlug} that this login may see.":
		"Il n’y a pas de locataire {idOrSlug} visible pour cette connexion.",
	"Look it up with `bulkhead tenants list`, by id.": "Cherchez-le par `bulkhead tenants list`, par id.",
	"There is no user {shown} in {schema}.{name}.": "Il n’y a pas d’utilisateur {shown} dans {schema}.{name}.",
	"Give the id or the whole e-mail address of somebody who has an account.":
		"Donnez l’id ou l’adresse e-mail complète de quelqu’un qui a un compte.",
	"Two users are meant by {shown}.": "{shown} désigne deux utilisateurs.",
	"Give the id.": "Donnez l’id.",
	"A role is needed.": "Un rôle est nécessaire.",
	"{role} is no role here.": "{role} n’est pas un rôle ici.",
	"{status} is no status here.": "{status} n’est pas un statut ici.",
	"One of {choices}.": "L’un de {choices}.",
	"The tenants of {schema}.{name} have no {field}.": "Les locataires de {schema}.{name} n’ont pas de {field}.",
	"Name its column in the tenancy profile, or leave it out.":
		"Nommez sa colonne dans le profil, ou laissez-le de côté.",
	"{user} is not linked to {called}.": "{user} n’est pas rattaché à {called}.",
	"`bulkhead tenants users TENANT` shows who is.": "`bulkhead tenants users LOCATAIRE` montre qui l’est.",
	"No table of this database is known to list its tenants.":
		"Aucune table de cette base n’est connue pour lister ses locataires.",
	"Name it in a tenancy profile: --tenancy FILE, or the connection's settings.":
		"Nommez-la dans un profil : --tenancy FICHIER, ou les réglages de la connexion.",
	"Connect to the primary: this server, or this login, only reads.":
		"Connectez-vous au primaire : ce serveur, ou cette connexion, ne fait que lire.",
	"The table has no column {name} that this look can read.":
		"La table n’a pas de colonne {name} que cette consultation puisse lire.",
	"The column {name} is masked: {what} would tell its values.":
		"La colonne {name} est masquée : {what} révélerait ses valeurs.",
	"Reveal the value that is needed, with a reason.": "Révélez la valeur nécessaire, avec un motif.",
	"A filter of {name} has no value.": "Un filtre de {name} n’a pas de valeur.",
	"This look is not what it should be: {reasons}": "Cette consultation n’est pas ce qu’elle devrait être : {reasons}",
	"Nothing was shown.": "Rien n’a été montré.",
	"This view does not show {schema}.{name}.": "Cette vue ne montre pas {schema}.{name}.",
	"Look at the level of the view, and at `bulkhead isolation doctor`.":
		"Regardez le niveau de la vue, et `bulkhead isolation doctor`.",
	"This statement is not let through: {reasons}": "Cette instruction n’est pas admise : {reasons}",
	"One SELECT, VALUES or TABLE over the tables of the view, with functions that only compute.":
		"Un SELECT, VALUES ou TABLE sur les tables de la vue, avec des fonctions qui ne font que calculer.",
	"It took longer than {limitMs} seconds, and was ended.": "Elle a duré plus de {limitMs} secondes, et a été arrêtée.",
	"Filter by a column that has an index, or ask for fewer rows.":
		"Filtrez par une colonne indexée, ou demandez moins de lignes.",
	"It could only read, and was rolled back.": "Elle ne pouvait que lire, et a été annulée.",
	"The statement that chooses the tenant is not run: {fault}":
		"L’instruction qui choisit le locataire n’est pas exécutée : {fault}",
	"The statement that chooses the tenant failed: {message}.":
		"L’instruction qui choisit le locataire a échoué : {message}.",
	"Look at `context` in the tenancy profile, and at who may call it.":
		"Regardez `context` dans le profil, et qui peut l’appeler.",
	"The one-time login could not be made: {message}.":
		"Le rôle de connexion à usage unique n’a pas pu être créé : {message}.",
	"A pooler stands in front of this server: a look needs a session of its own.":
		"Un pooler se tient devant ce serveur : une consultation exige sa propre session.",
	"A look through a tenant's eyes cannot be enforced by the server here.":
		"Une consultation en tant que locataire ne peut pas être imposée par le serveur ici.",
	"Look at `bulkhead isolation barrier check`.": "Regardez `bulkhead isolation barrier check`.",
	"What comes after is told in another order than this one.": "La suite a été donnée dans un autre ordre que celui-ci.",
	"Give `next` of the page before, with the same sort.": "Donnez `next` de la page précédente, avec le même tri.",
	"Free SQL is not allowed in this view: nothing would keep it inside the tenant.":
		"Le SQL libre n’est pas admis dans cette vue : rien ne le retiendrait dans le locataire.",
	"Browse tables instead.": "Parcourez plutôt les tables.",
	"This view is not open any more.": "Cette vue n’est plus ouverte.",
	"Open it again, with a reason.": "Rouvrez-la, avec un motif.",
	"Bulkhead keeps this look inside by reading its SQL.": "Bulkhead contient cette consultation en lisant son SQL.",
	"Columns are masked here: Bulkhead reads free SQL, so that their values stay on the server.":
		"Des colonnes sont masquées ici : Bulkhead lit le SQL libre pour que leurs valeurs restent sur le serveur.",
	"Row-level security holds this login on no tenant table.":
		"La sécurité au niveau des lignes ne tient cette connexion sur aucune table de locataires.",
	"The barrier stands: the server itself pins every row to the tenant in the login's name.":
		"La barrière est en place : le serveur lui-même attache chaque ligne au locataire inscrit dans le nom de connexion.",
	"The login can do no more than read tables behind policies, and Bulkhead reads each statement before it runs.":
		"La connexion ne peut que lire des tables protégées par des règles, et Bulkhead lit chaque instruction avant de l’exécuter.",
	"The barrier is not installed in this database.": "La barrière n’est pas installée dans cette base.",
	"The barrier does not hold: {leak}.": "La barrière ne tient pas : {leak}.",
	"This server is a standby: a one-time login can only be made on the primary.":
		"Ce serveur est un standby : un rôle à usage unique ne se crée que sur le primaire.",
	"This session may not write: a one-time login cannot be made.":
		"Cette session ne peut pas écrire : pas de rôle à usage unique possible.",
	"Install the barrier (`bulkhead isolation barrier install`): then the server itself keeps the look inside.":
		"Installez la barrière (`bulkhead isolation barrier install`) : le serveur lui-même contiendra alors la consultation.",
	"No tenant saw a row of its own in any table. Either those that were asked as have none, or the statement that chooses the tenant does not choose it: nothing is proved.":
		"Aucun locataire n’a vu de ligne à lui dans aucune table. Soit ceux interrogés n’en ont pas, soit l’instruction qui choisit le locataire ne le choisit pas : rien n’est prouvé.",
	"Rows of tenants that are not listed could not be looked for: {why}.":
		"Les lignes de locataires non listés n’ont pas pu être cherchées : {why}.",
	"row-level security holds this login": "la sécurité au niveau des lignes tient cette connexion",
	"The tenants cannot be read from {label}: {message}":
		"Les locataires ne peuvent pas être lus dans {label} : {message}",
	"The statement that chooses the tenant does not work here: {message}":
		"L’instruction qui choisit le locataire ne fonctionne pas ici : {message}",
	"There is no role {role} here, which the tenancy profile names.":
		"Il n’y a pas ici de rôle {role}, que nomme le profil.",
	"{role} is a superuser or has BYPASSRLS: no policy binds it.":
		"{role} est superutilisateur ou a BYPASSRLS : aucune règle ne le lie.",
	"it took too long": "cela a pris trop de temps",
	"No table with a tenant column is known here.": "Aucune table avec une colonne de locataire n’est connue ici.",
	"There is no tenant to ask as.": "Il n’y a aucun locataire en tant que qui interroger.",
	"A materialised view of tables with tenants that shows no tenant: no policy holds it, and whose rows it shows cannot be told.":
		"Une vue matérialisée de tables à locataires qui ne montre pas de locataire : aucune règle ne la tient, et on ne peut dire à qui sont ses lignes.",
	"A view that reads tables with tenants as its owner and shows no tenant: whose rows it shows cannot be told. With security_invoker the policies of whoever asks hold it.":
		"Une vue qui lit des tables à locataires avec les droits de son propriétaire et ne montre pas de locataire : on ne peut dire à qui sont ses lignes. Avec security_invoker, les règles de qui demande s’appliquent.",
} as const satisfies Words;
