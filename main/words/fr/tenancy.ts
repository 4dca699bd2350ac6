import type { Words } from "../fill.ts";

export const tenancy = {
	"Row-level security is off on {name}: its policies hold nobody.":
		"La sécurité au niveau des lignes est désactivée sur {name} : ses règles ne tiennent personne.",
	"{role} is a superuser: no policy holds it.": "{role} est superutilisateur : aucune règle ne le tient.",
	"{role} has BYPASSRLS: no policy holds it.": "{role} a BYPASSRLS : aucune règle ne le tient.",
	"{role} owns {name}, which is not forced: no policy holds it.":
		"{role} possède {name}, sans FORCE : aucune règle ne le tient.",
	"{role} owns {name}, and FORCE ROW LEVEL SECURITY holds it all the same.":
		"{role} possède {name}, et FORCE ROW LEVEL SECURITY le tient malgré tout.",
	"Row-level security is on for {name}, and {role} is neither its owner nor exempt.":
		"La sécurité au niveau des lignes est active sur {name}, et {role} n’en est ni propriétaire ni exempté.",
	"{role} may not use schema {schema}: nothing in it can be named.":
		"{role} ne peut pas utiliser le schéma {schema} : rien n’y peut être nommé.",
	"Grant it the schema.": "Accordez-lui le schéma.",
	"Grant it what the application needs.": "Accordez-lui ce dont l’application a besoin.",
	"Run the application's own statement by hand, as its role: until it goes through, no tenant is chosen.":
		"Exécutez à la main l’instruction de l’application, avec son rôle : tant qu’elle ne passe pas, aucun locataire n’est choisi.",
	"Look at the policies (and the view, if it is one): `explain-row` of one row names the expression that fails.":
		"Regardez les règles (et la vue, si c’en est une) : `explain-row` d’une ligne nomme l’expression qui échoue.",
	"{from} has no rows at all.": "{from} n’a aucune ligne.",
	"Nothing is hidden. Look at what should have written them.":
		"Rien n’est caché. Regardez ce qui aurait dû les écrire.",
	"Row-level security is on for {from}, and it has no policy: nobody but its exempt roles sees a row.":
		"La sécurité au niveau des lignes est active sur {from}, sans aucune règle : seuls les rôles exemptés y voient une ligne.",
	"Give it the policies that its neighbours have, as a migration.":
		"Donnez-lui les règles de ses voisines, par une migration.",
	"The policies that let rows be read are for {others}, whose rights {role} does not have.":
		"Les règles qui laissent lire valent pour {others}, dont {role} n’a pas les droits.",
	"No permissive policy lets rows be read: those there are for other commands, or restrictive.":
		"Aucune règle permissive ne laisse lire : celles qui existent valent pour d’autres commandes, ou sont restrictives.",
	"Look whether this is the application's role; else make it a member (with INHERIT), or name it in the policy.":
		"Voyez si c’est bien le rôle de l’application ; sinon rendez-le membre (avec INHERIT), ou nommez-le dans la règle.",
	"The policies read {unset}, which is empty in the session.":
		"Les règles lisent {unset}, qui est vide dans la session.",
	"The statement that chooses the tenant sets something else: compare it with what the policies read.":
		"L’instruction qui choisit le locataire définit autre chose : comparez-la à ce que lisent les règles.",
	"Say how the application chooses the tenant: `context` of the tenancy profile.":
		"Dites comment l’application choisit le locataire : `context` du profil.",
	"The tenant's status is {status}.": "Le statut du locataire est {status}.",
	"Look whether the application, or a policy, shuts such a tenant out on purpose.":
		"Voyez si l’application, ou une règle, exclut à dessein un tel locataire.",
	"{from} has {more}, and none belongs to tenant {id}.": "{from} a {more}, et aucune n’appartient au locataire {id}.",
	"Nothing of this tenant is hidden. If rows are missed, look under which tenant they were written.":
		"Rien de ce locataire n’est caché. S’il manque des lignes, voyez sous quel locataire elles ont été écrites.",
	"They are {named}.": "Ce sont {named}.",
	"Take one of these rows and ask `explain-row` which policy keeps it out.":
		"Prenez une de ces lignes et demandez à `explain-row` quelle règle la retient.",
	"It is not empty: {role} sees {tenant} as tenant {id}.{more}":
		"Elle n’est pas vide : {role} voit {tenant} en tant que locataire {id}.{more}",
	"If a row is missed, ask `explain-row` about that row.":
		"S’il manque une ligne, interrogez `explain-row` sur cette ligne.",
	"every row": "toutes les lignes",
	"no row": "aucune ligne",
	"The policies read {best} ({uses}) and {second} ({others}): which of them names the tenant?":
		"Les règles lisent {best} ({uses}) et {second} ({others}) : laquelle désigne le locataire ?",
	"{column} holds a row's tenant: policies compare it {how}.":
		"{column} porte le locataire d’une ligne : des règles la comparent {how}.",
	"with {source}, through {through}": "avec {source}, à travers {through}",
	"policy {name} on {relation}: {using}": "règle {name} sur {relation} : {using}",
	"and {uses} more policies": "et {uses} autres règles",
	"policy {name}: {using}": "règle {name} : {using}",
	"with {source}{more}": "avec {source}{more}",
	"with the session's role: each tenant has a role of its own":
		"avec le rôle de la session : chaque locataire a son propre rôle",
	"No policy, key or column here tells tenants apart; {USUAL} is only a guess.":
		"Aucune règle, clé ou colonne ne distingue ici les locataires ; {USUAL} n’est qu’une supposition.",
	"{written} sets {source}, which the policies read.": "{written} définit {source}, que lisent les règles.",
	"More than one function sets {setting}.": "Plusieurs fonctions définissent {setting}.",
	"The policies read {source}, and no function of this database sets it: the application does.":
		"Les règles lisent {source}, et aucune fonction de cette base ne le définit : c’est l’application.",
	"More than one role could be the application's.": "Plusieurs rôles pourraient être celui de l’application.",
	"the policies about tenants are made for it": "les règles sur les locataires sont faites pour lui",
	"it may read the tables, owns none, and is bound by their policies":
		"il peut lire les tables, n’en possède aucune, et leurs règles le lient",
	"it logs in itself": "il se connecte lui-même",
	"The application acts as {name}: {why}.": "L’application agit en tant que {name} : {why}.",
	"may read {reads} of {of} tables": "peut lire {reads} tables sur {of}",
	"{relation} holds its tenant in {column}.": "{relation} porte son locataire dans {column}.",
	"A row of {relation} belongs to the tenant of the row of {target} that {column} points to.":
		"Une ligne de {relation} appartient au locataire de la ligne de {target} vers laquelle pointe {column}.",
	"{relation} has several keys that lead to a tenant.": "{relation} a plusieurs clés menant à un locataire.",
	"{relation} has no tenant of its own, and its key to a table that has one may be empty: it is left out.":
		"{relation} n’a pas de locataire propre, et sa clé vers une table qui en a un peut être vide : elle est laissée de côté.",
	"The view {view} shows {column} of {read}.": "La vue {view} montre {column} de {read}.",
	"The view {view} reads {read} and shows no column that tells the tenant: it is left out.":
		"La vue {view} lit {read} et ne montre aucune colonne qui dise le locataire : elle est laissée de côté.",
	"{relation} lists the tenants, by {id}.": "{relation} liste les locataires, par {id}.",
	"{relation} is taken for the table of tenants by its name alone.":
		"{relation} est prise pour la table des locataires d’après son seul nom.",
	"foreign key {name} of {relation}": "clé étrangère {name} de {relation}",
	"foreign key {name}": "clé étrangère {name}",
	"No role here has a policy that lets it see every tenant.":
		"Aucun rôle ici n’a de règle qui lui montre tous les locataires.",
	"Row-level security of {table} holds {login}: it sees the tenants that the policies let through. {way}":
		"La sécurité au niveau des lignes de {table} tient {login} : il voit les locataires que les règles laissent passer. {way}",
	"It is not JSON.": "Ce n’est pas du JSON.",
	"It does not say how tenants are told apart: {faults}.":
		"Il ne dit pas comment distinguer les locataires : {faults}.",
	"There is no table {written}.": "Il n’y a pas de table {written}.",
	"There is no table {table}, which would list the tenants.":
		"Il n’y a pas de table {table}, qui listerait les locataires.",
	"{table} has no column {name}.": "{table} n’a pas de colonne {name}.",
	"It cannot be read: {why}": "Elle ne peut pas être lue : {why}",
	"It shows rows of other tenants.": "Elle montre des lignes d’autres locataires.",
	"It shows the tenant's rows, and nobody else's.": "Elle montre les lignes du locataire, et de personne d’autre.",
	"The tenant has rows here, and sees none of them.": "Le locataire a des lignes ici, et n’en voit aucune.",
	"It shows no row of others; the tenant has none here.":
		"Elle ne montre aucune ligne d’autrui ; le locataire n’en a pas ici.",
	"No tenant with rows was found in these tables, so there is none to look as.":
		"Aucun locataire ayant des lignes n’a été trouvé dans ces tables : aucun à incarner.",
	"Looked as tenant {tenant}.": "Consulté en tant que locataire {tenant}.",
	"No table of this database has a tenant by this profile.":
		"Selon ce profil, aucune table de cette base n’a de locataire.",
	"Every name is there: {tables} tables and views with tenants.": {
		one: "Chaque nom existe : {tables} table ou vue à locataires.",
		other: "Chaque nom existe : {tables} tables et vues à locataires.",
	},
	"The profile names no role of the application.": "Le profil ne nomme aucun rôle de l’application.",
	"This login cannot act as {role}: {why}": "Cette connexion ne peut pas agir en tant que {role} : {why}",
	"it is a superuser": "il est superutilisateur",
	"it has BYPASSRLS": "il a BYPASSRLS",
	"No policy binds {role}: {why}.": "Aucune règle ne lie {role} : {why}.",
	"Acted as {role}, which row-level security binds.":
		"Agi en tant que {role}, que lie la sécurité au niveau des lignes.",
	"The profile has no statement that chooses the tenant.": "Le profil n’a pas d’instruction qui choisit le locataire.",
	"Tenants are told by {like} everywhere.": "Les locataires sont partout désignés par {like}.",
	"{schema}.{name} holds the tenant as {type}, others as {like}.":
		"{schema}.{name} porte le locataire en {type}, d’autres en {like}.",
} as const satisfies Words;
