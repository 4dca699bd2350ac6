import type { Words } from "../../../../words/fill.ts";

export const help = {
	"Usage:": "Utilisation :",
	"Options:": "Options :",
	"Commands:": "Commandes :",
	"Arguments:": "Arguments :",
	"display help for command": "affiche l’aide de la commande",
	"output the version number": "affiche le numéro de version",
	"Migrations and tenant isolation for PostgreSQL databases behind Row-Level Security":
		"Migrations et isolation des locataires pour les bases PostgreSQL protégées par la sécurité au niveau des lignes",
	"language of messages: en, fr or ar (default: BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG)":
		"langue des messages : en, fr ou ar (par défaut : BULKHEAD_LANG, LC_ALL, LC_MESSAGES, LANG)",
	"open the app in a browser on this machine, behind a one-time token":
		"ouvrir l’application dans un navigateur de cette machine, derrière un jeton à usage unique",
	"port on loopback (default: one that is free)": "port sur l’interface locale (par défaut : un port libre)",
	"end when no page was open and nothing ran for so long (default: never)":
		"s’arrêter après ce temps sans page ouverte ni travail en cours (par défaut : jamais)",
	"start the embedded PostgreSQL with tenants and data; prints its address":
		"démarrer le PostgreSQL embarqué avec locataires et données ; affiche son adresse",
	"throw it away and make it anew": "la supprimer et la refaire",
	"plant known faults, for learning (docs/demo.md lists them)":
		"planter des défauts connus, pour apprendre (liste dans docs/demo.md)",
	"stop the demo's server": "arrêter le serveur de la démo",
	"every migration against this database": "l’état de chaque migration dans cette base",
	"run every check too; exit 1 when one fails": "exécuter aussi toutes les vérifications ; sortie 1 si l’une échoue",
	"apply pending migrations, in order": "appliquer les migrations en attente, dans l’ordre",
	"the last one to apply": "la dernière à appliquer",
	"go on with a migration that stopped midway": "reprendre une migration arrêtée en chemin",
	"run it from its beginning: what it did stays, and is met again":
		"la relancer depuis le début : ce qu’elle a fait reste, et sera rencontré à nouveau",
	"drop what it left invalid and forget the try: it is pending again":
		"supprimer ce qu’elle a laissé d’invalide et oublier l’essai : elle est de nouveau en attente",
	"run for real, measure locks, rewrites and rows, then roll everything back":
		"exécuter pour de vrai, mesurer verrous, réécritures et lignes, puis tout annuler",
	"rehearse in a copy of the schema: up, down, up; on this server, or =embedded":
		"répéter dans une copie du schéma : aller, retour, aller ; sur ce serveur, ou =embedded",
	"ask before and after what some tenants see, and tell the difference":
		"comparer ce que voient quelques locataires avant et après",
	"how tenants are told apart, as JSON (default: detected)":
		"comment distinguer les locataires, en JSON (par défaut : détecté)",
	"rehearse without the second run, which counts changed rows by tenant":
		"répéter sans la seconde exécution, qui compte les lignes modifiées par locataire",
	"leave the checks of what is applied to a later `bulkhead verify`":
		"laisser les vérifications de ce qui est appliqué à un `bulkhead verify` ultérieur",
	"undo a migration; what is lost is shown first": "annuler une migration ; ce qui sera perdu est montré d’abord",
	"roll back everything after this one, which stays": "annuler tout ce qui suit celle-ci, qui reste",
	"why; kept in the ledger (required)": "pourquoi ; conservé dans le registre (obligatoire)",
	"how tenants are told apart, as JSON, for --isolation (default: detected)":
		"comment distinguer les locataires, en JSON, pour --isolation (par défaut : détecté)",
	"run the checks; exit 1 when one fails": "exécuter les vérifications ; sortie 1 si l’une échoue",
	"record as applied what is there by its checks, or by another tool's history":
		"enregistrer comme appliqué ce que prouvent les vérifications, ou l’historique d’un autre outil",
	"flyway, dbmate, golang-migrate, node-pg-migrate, sqitch, alembic; or checks (default: all)":
		"flyway, dbmate, golang-migrate, node-pg-migrate, sqitch, alembic ; ou checks (par défaut : tous)",
	"which history: SCHEMA.TABLE": "quel historique : SCHÉMA.TABLE",
	"also where a file was edited since, or a check does not hold; that is written down":
		"même si un fichier a été modifié depuis ou si une vérification ne tient pas ; cela est consigné",
	"kept in the ledger": "conservé dans le registre",
	"the ledger, newest first": "le registre, du plus récent au plus ancien",
	"at most this many entries (default: 1000)": "nombre maximal d’entrées (par défaut : 1000)",
	"dangerous DDL and mistakes in row-level security": "DDL dangereux et erreurs de sécurité au niveau des lignes",
	"exit 1 for a finding at or above: error, warning or info (default: error)":
		"sortie 1 pour un constat à partir de : error, warning ou info (par défaut : error)",
	"the column that holds a row's tenant (default: tenant_id)":
		"la colonne qui porte le locataire d’une ligne (par défaut : tenant_id)",
	"what the files are for (default: the server's, else every one from 13)":
		"version visée par les fichiers (par défaut : celle du serveur, sinon toutes à partir de 13)",
	"the set may be run twice: report what fails the second time":
		"le jeu peut être exécuté deux fois : signaler ce qui échoue la seconde",
	"data that rollbacks kept on this machine": "données que les annulations ont conservées sur cette machine",
	"what there is, the newest first": "ce qu’il y a, du plus récent au plus ancien",
	"read every byte; exit 1 when one is damaged": "lire chaque octet ; sortie 1 si l’une est endommagée",
	"put the data back, after migrate": "remettre les données, après migrate",
	"rows that were written since stay as they are": "les lignes écrites depuis restent telles quelles",
	"what each run left in the ledger, chained by hash":
		"ce que chaque exécution a laissé dans le registre, chaîné par empreintes",
	"at most this many (default: 200)": "nombre maximal (par défaut : 200)",
	"one: its number, its run, or latest": "l’un d’eux : son numéro, son exécution, ou latest",
	"compute every hash anew; exit 1 when the chain is broken":
		"recalculer chaque empreinte ; sortie 1 si la chaîne est rompue",
	"one as a file": "l’un d’eux dans un fichier",
	"FILE.json, or FILE.html: a page to print": "FICHIER.json, ou FICHIER.html : une page à imprimer",
	"what is still open, each with the statement that resolves it":
		"ce qui reste en suspens, avec l’instruction qui le règle",
	"exit 1 when anything is open": "sortie 1 si quelque chose est en suspens",
	"saved connections": "connexions enregistrées",
	"the saved connections": "les connexions enregistrées",
	"those that have all of these words": "celles qui contiennent tous ces mots",
	"save the one that --url or the environment names": "enregistrer celle que désigne --url ou l’environnement",
	"change a saved connection": "modifier une connexion enregistrée",
	"another name": "un autre nom",
	"type the password anew, or take PGPASSWORD; it is kept as its mode says":
		"saisir à nouveau le mot de passe, ou prendre PGPASSWORD ; il est gardé selon son mode",
	"save those of a .env, .pgpass, pg_service.conf, or an export":
		"enregistrer celles d’un .env, .pgpass, pg_service.conf ou d’un export",
	"url, env, pgpass, service, bulkhead or sealed (default: found out)":
		"url, env, pgpass, service, bulkhead ou sealed (par défaut : deviné)",
	"only say what would be saved": "dire seulement ce qui serait enregistré",
	"also those whose server, database and user are saved already":
		"aussi celles dont serveur, base et utilisateur sont déjà enregistrés",
	"how the passwords that are found are kept: vault, or session (default)":
		"comment garder les mots de passe trouvés : vault, ou session (par défaut)",
	"the group they come into": "le groupe où les ranger",
	"the saved connections as a file, without secrets": "les connexions enregistrées dans un fichier, sans secrets",
	"a new file (default: standard output)": "un nouveau fichier (par défaut : sortie standard)",
	"with the kept passwords, under a passphrase": "avec les mots de passe gardés, sous une phrase secrète",
	"connect and tell what is there": "se connecter et dire ce qui s’y trouve",
	"forget a saved connection": "oublier une connexion enregistrée",
	"who did what, when and why, on this machine": "qui a fait quoi, quand et pourquoi, sur cette machine",
	"only what concerned this tenant": "seulement ce qui concernait ce locataire",
	"only what this user of the operating system did": "seulement ce qu’a fait cet utilisateur du système",
	"only this: migrate, rollback, verify, save-connection …":
		"seulement ceci : migrate, rollback, verify, save-connection…",
	"2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago":
		"2026-11-24, 2026-11-24T08:30:00Z, ou 30m, 12h, 7d auparavant",
	"the same; left out itself": "de même ; borne exclue",
	"the newest first": "du plus récent au plus ancien",
	"at most this many (default: 100)": "nombre maximal (par défaut : 100)",
	"only what is older than this entry": "seulement ce qui précède cette entrée",
	"compute every hash anew; exit 1 when the trail is broken; with --connection, hold it against that database":
		"recalculer chaque empreinte ; sortie 1 si le journal est rompu ; avec --connection, le confronter à cette base",
	"the trail as a file": "le journal dans un fichier",
	"FILE.jsonl: every entry, signed; FILE.csv: for a spreadsheet":
		"FICHIER.jsonl : chaque entrée, signée ; FICHIER.csv : pour un tableur",
	"Bulkhead's own file on this machine": "le fichier propre à Bulkhead sur cette machine",
	"where it is, its backups, what was set aside": "où il est, ses copies de secours, ce qui a été mis de côté",
	"read every page of it and of its backups; exit 1 when it is damaged":
		"lire chacune de ses pages et de ses copies ; sortie 1 s’il est endommagé",
	"write a checked copy": "écrire une copie vérifiée",
	"go back to a backup (default: the newest good one)":
		"revenir à une copie de secours (par défaut : la dernière bonne)",
	"go on with the store as it is after one was set aside": "continuer avec le stockage tel quel après une mise de côté",
	"passwords under a master password": "mots de passe sous un mot de passe principal",
	"what there is": "ce qu’il y a",
	"choose a master password": "choisir un mot de passe principal",
	"another master password; everything is encrypted anew":
		"un autre mot de passe principal ; tout est chiffré à nouveau",
	"throw it away with all that is in it": "le supprimer avec tout son contenu",
	"what this machine's policy decides; exit 7 where it cannot be used":
		"ce que décide le règlement de cette machine ; sortie 7 s’il est inutilisable",
	"the group it is listed under": "le groupe où elle figure",
	"words it is found by": "mots qui permettent de la trouver",
	"for people": "pour les humains",
	"session, ask, os, vault, pgpass or command": "session, ask, os, vault, pgpass ou command",
	'a program that prints the password, or a list: ["pass","show","shop"]':
		'un programme qui affiche le mot de passe, ou une liste : ["pass","show","shop"]',
	"for how long its answer is used again (default: 10)": "durée de réutilisation de sa réponse (par défaut : 10)",
	"read-only until it is unlocked, as production always is":
		"en lecture seule jusqu’au déverrouillage, comme l’est toujours la production",
	"not so, where it is not production": "pas ainsi, hors production",
	"for how long an unlocking lasts (default: 10)": "durée d’un déverrouillage (par défaut : 10)",
	"without use until it locks and forgets what was typed; 0: never":
		"inactivité avant de se verrouiller et d’oublier ce qui fut saisi ; 0 : jamais",
	"the sessions of a server": "les sessions d’un serveur",
	"who is on the server, what they wait for, who keeps whom waiting":
		"qui est sur le serveur, ce que chacun attend, qui fait attendre qui",
	"only who waits for another, or keeps others waiting": "seulement qui attend ou fait attendre",
	"the sessions of every database of the server": "les sessions de toutes les bases du serveur",
	"from when on an open transaction is pointed at (default: 5)":
		"à partir de quand signaler une transaction ouverte (par défaut : 5)",
	"end the statement that a session runs": "annuler l’instruction qu’exécute une session",
	"end a session of this database": "terminer une session de cette base",
	"how this database keeps its tenants apart": "comment cette base sépare ses locataires",
	"a profile as JSON (default: the saved one, else detected)":
		"un profil en JSON (par défaut : celui enregistré, sinon détecté)",
	"the profile, as a file; what speaks for it beside it": "le profil, sous forme de fichier, avec ce qui l’appuie",
	"detect it, whatever is saved": "le détecter, quoi qu’il soit enregistré",
	"try it out, read-only and rolled back; exit 1 when it does not hold":
		"l’essayer, en lecture seule et annulé ; sortie 1 s’il ne tient pas",
	"id or slug to look as (default: one that has rows)":
		"id ou slug du locataire à incarner (par défaut : un qui a des lignes)",
	"keep it with the connection (without --tenancy: what is detected now)":
		"le conserver avec la connexion (sans --tenancy : ce qui est détecté maintenant)",
	"keep none: it is detected from then on": "n’en conserver aucun : il sera détecté désormais",
	"many databases at once": "plusieurs bases à la fois",
	"a matrix of databases and migrations; exit 3 when one is not reached":
		"une matrice de bases et de migrations ; sortie 3 si l’une n’est pas jointe",
	"for one database (default: 10)": "pour une base (par défaut : 10)",
	"exit 1 when anything is pending, changed or interrupted":
		"sortie 1 si quelque chose est en attente, modifié ou interrompu",
	"apply pending migrations in waves, the canary first":
		"appliquer les migrations en attente par vagues, le canari d’abord",
	"[LABEL=]WHAT: names with commas, 5, 10% or rest; may be repeated (default: 1, then rest)":
		"[NOM=]QUOI : des noms séparés par des virgules, 5, 10% ou rest ; répétable (par défaut : 1, puis rest)",
	"rehearse each database first; one whose rehearsal fails is left as it is":
		"répéter d’abord sur chaque base ; celle dont la répétition échoue reste telle quelle",
	"begin nothing more after so many failures (default: 1)":
		"ne plus rien commencer après ce nombre d’échecs (par défaut : 1)",
	"do not stop for failures; those of the first wave stop it all the same":
		"ne pas s’arrêter aux échecs ; ceux de la première vague arrêtent tout de même",
	"for one database (default: 900)": "pour une base (par défaut : 900)",
	"take up what failed or was not reached in a run (default: the newest)":
		"reprendre ce qui a échoué ou n’a pas été joint lors d’une exécution (par défaut : la plus récente)",
	"runs that are remembered, the newest first": "exécutions mémorisées, de la plus récente à la plus ancienne",
	"one of them, database by database": "l’une d’elles, base par base",
	"every saved connection": "toutes les connexions enregistrées",
	"saved connections of this group; may be repeated": "connexions enregistrées de ce groupe ; répétable",
	"with this tag; may be repeated": "avec cette étiquette ; répétable",
	"of this name, * for any characters; may be repeated": "de ce nom, * pour tout caractère ; répétable",
	"addresses and names of saved connections, one a line": "adresses et noms de connexions enregistrées, un par ligne",
	"databases at the same time (default: 8)": "bases en même temps (par défaut : 8)",
	"proof that tenants see their own rows and no others":
		"la preuve que les locataires voient leurs lignes et aucune autre",
	"ways around row security; exit 1 for a finding at or above --fail-on":
		"moyens de contourner la sécurité des lignes ; sortie 1 pour un constat à partir de --fail-on",
	"error (default), warn or info": "error (par défaut), warn ou info",
	"only these checks, parted by commas": "seulement ces vérifications, séparées par des virgules",
	"show what each finding lets happen, in transactions that are rolled back":
		"montrer ce que permet chaque constat, dans des transactions annulées",
	"write the fixes as the next migration of --migrations DIR, with rollback and checks":
		"écrire les corrections comme prochaine migration de --migrations DIR, avec annulation et vérifications",
	"of that file, behind its number": "de ce fichier, après son numéro",
	"every table as every tenant; exit 1 when a foreign row is seen":
		"chaque table en tant que chaque locataire ; sortie 1 si une ligne étrangère est vue",
	"only as this one, by id or slug; may be repeated": "seulement en tant que celui-ci, par id ou slug ; répétable",
	"only as so many, spread over all: the same ones each time":
		"seulement ce nombre, répartis sur tous : les mêmes à chaque fois",
	"only this one; may be repeated": "seulement celle-ci ; répétable",
	"at the same time (default: 2)": "en même temps (par défaut : 2)",
	"for one statement (default: 5)": "pour une instruction (par défaut : 5)",
	"go on with a scan that was interrupted": "reprendre un balayage interrompu",
	"the server's own wall for looks through a tenant's eyes":
		"le mur du serveur lui-même pour les consultations en tant que locataire",
	"what stands of it, and what leads past it": "ce qui en tient, et ce qui la contourne",
	"exit 1 where it does not hold on every tenant table": "sortie 1 si elle ne tient pas sur chaque table de locataires",
	"install it, or what is missing of it, in one transaction; the statements are shown first":
		"l’installer, ou ce qui en manque, en une transaction ; les instructions sont montrées d’abord",
	"take it away, in one transaction; the statements are shown first":
		"la retirer, en une transaction ; les instructions sont montrées d’abord",
	"only show the statements, and what takes them back": "montrer seulement les instructions, et ce qui les annule",
	"id or slug": "id ou slug",
	"look through a tenant's eyes: read-only, with evidence, and kept in the audit trail":
		"consulter en tant que locataire : lecture seule, preuves à l’appui, consigné au journal d’audit",
	"why (required); kept in the audit trail": "pourquoi (obligatoire) ; conservé au journal d’audit",
	"of the ticket that it is for": "le ticket concerné",
	"rows of this table: SCHEMA.TABLE, or TABLE of schema public":
		"lignes de cette table : SCHÉMA.TABLE, ou TABLE du schéma public",
	"only rows with this value; may be repeated": "seulement les lignes ayant cette valeur ; répétable",
	"by this column; COL:desc for falling order; may be repeated":
		"selon cette colonne ; COL:desc pour l’ordre décroissant ; répétable",
	"at most this many rows (default: 200)": "nombre maximal de lignes (par défaut : 200)",
	"the rows behind this key: `next` of the page before, or the key of its last row":
		"les lignes après cette clé : `next` de la page précédente, ou la clé de sa dernière ligne",
	"one SELECT, VALUES or TABLE of your own": "un SELECT, VALUES ou TABLE de votre choix",
	"refuse (7) where it is not enforced so: server or tool": "refuser (7) si ce n’est pas imposé ainsi : server ou tool",
	"postgres://user@host:port/database": "postgres://utilisateur@hôte:port/base",
	"a saved connection": "une connexion enregistrée",
	"reach the server through SSH: user@host:port, or a name of ~/.ssh/config":
		"joindre le serveur par SSH : utilisateur@hôte:port, ou un nom de ~/.ssh/config",
	"through these first, parted by commas": "en passant d’abord par ceux-ci, séparés par des virgules",
	"private key (default: the agent, then the usual files of ~/.ssh)":
		"clé privée (par défaut : l’agent, puis les fichiers habituels de ~/.ssh)",
	"the key that the SSH server must show where known_hosts has none":
		"la clé que le serveur SSH doit présenter si known_hosts n’en a pas",
	"read DATABASE_URL, DB_* or PG* from this file": "lire DATABASE_URL, DB_* ou PG* dans ce fichier",
	"of that server: development (default), test or production":
		"celui de ce serveur : development (par défaut), test ou production",
	"let this command write to production, which is read-only without it":
		"laisser cette commande écrire en production, sinon en lecture seule",
	"folder of migrations (default: the bundled IAFactory set)":
		"dossier des migrations (par défaut : le jeu IAFactory fourni)",
	"Bulkhead's own folder (also BULKHEAD_HOME)": "le dossier propre à Bulkhead (aussi BULKHEAD_HOME)",
	"one JSON document on standard output": "un document JSON sur la sortie standard",
	"answer yes to what would be asked": "répondre oui à ce qui serait demandé",
	"the customers of a database, and who belongs to them": "les clients d’une base, et qui en fait partie",
	"part of a name, a slug or an e-mail address; or an id":
		"partie d’un nom, d’un slug ou d’une adresse e-mail ; ou un id",
	"only of this status": "seulement de ce statut",
	"only of this region": "seulement de cette région",
	"only of this plan": "seulement de cette offre",
	"name (default), slug, region, plan, status, email, created or id; -created: newest first":
		"name (par défaut), slug, region, plan, status, email, created ou id ; -created : du plus récent au plus ancien",
	"which there are, page by page": "ceux qui existent, page par page",
	"go on behind the page that said so in `next`": "continuer après la page qui l’a dit dans `next`",
	"users and rows of each too, which takes longer":
		"aussi les utilisateurs et les lignes de chacun, ce qui est plus long",
	"one, by id or slug: users, keys, usage, rows, looks":
		"un locataire, par id ou slug : utilisateurs, clés, usage, lignes, consultations",
	"why you look; kept in the audit trail": "pourquoi vous consultez ; conservé au journal d’audit",
	"of which ticket": "de quel ticket",
	"the list as a file": "la liste dans un fichier",
	"FILE.csv for a spreadsheet, or FILE.json": "FICHIER.csv pour un tableur, ou FICHIER.json",
	"a new tenant; without --slug one is made of the name":
		"un nouveau locataire ; sans --slug, il est formé à partir du nom",
	"what it is called (required)": "son nom (obligatoire)",
	"its name in addresses": "son nom dans les adresses",
	"where its data belongs": "où ses données doivent résider",
	"what it pays for": "l’offre qu’il paie",
	"default: the schema's": "par défaut : celui du schéma",
	"whom to write to": "à qui écrire",
	"blank, school, medical or law: what its settings begin with":
		"blank, school, medical ou law : ses réglages de départ",
	"a user, by id or e-mail, belongs to it": "y rattacher un utilisateur, par id ou e-mail",
	"owner, admin, member, viewer … as the schema has them; one who is linked gets it":
		"owner, admin, member, viewer… tels que le schéma les connaît ; un utilisateur déjà rattaché le reçoit",
	"a user no longer belongs to it": "en détacher un utilisateur",
	"who belongs to it, with their roles": "qui en fait partie, avec les rôles",
	"suspend it, or take it up again": "le suspendre, ou le réactiver",
	"why; kept with the tenant and in the audit trail (required)":
		"pourquoi ; conservé avec le locataire et au journal d’audit (obligatoire)",
	"through whose eyes, by id or slug (required)": "le locataire à incarner, par id ou slug (obligatoire)",
	"schema.table, with double quotes where SQL needs them (required)":
		"schéma.table, avec des guillemets doubles là où SQL en veut (obligatoire)",
	"the application's role (default: that of the tenancy profile)":
		"le rôle de l’application (par défaut : celui du profil)",
	"which policy lets or keeps out a row, for each command":
		"quelle règle laisse passer ou retient une ligne, pour chaque commande",
	"its primary key; COLUMN=VALUE each of several, or a JSON object of them":
		"sa clé primaire ; COLONNE=VALEUR pour chaque partie, ou un objet JSON",
	"a column that singles it out, where there is no key; may be repeated":
		"une colonne qui l’identifie, à défaut de clé ; répétable",
	"its place in the table: (0,1)": "sa place dans la table : (0,1)",
	"a row that is not there: an object of its columns": "une ligne absente : un objet de ses colonnes",
	"what an UPDATE would change; may be repeated": "ce qu’un UPDATE changerait ; répétable",
	"why a tenant sees nothing in a table": "pourquoi un locataire ne voit rien dans une table",
	"count no further (default: 100000)": "ne pas compter au-delà (par défaut : 100000)",
	"index health; exit 1 for a finding at or above --fail-on":
		"santé des index ; sortie 1 pour un constat à partir de --fail-on",
	"findings of this table alone: schema.table; may be repeated":
		"les constats de cette table seule : schema.table ; répétable",
	"a saved connection to a standby, whose scans are added; may be repeated":
		"une connexion enregistrée vers un réplica, dont les parcours sont ajoutés ; répétable",
	"what waits, what is being built, what is broken, what nobody uses":
		"ce qui attend, ce qui se construit, ce qui est cassé, ce que personne n’utilise",
	"indexes that are being built now": "les index en cours de construction",
	"what earlier looks found, the newest first":
		"ce que les examens précédents ont trouvé, du plus récent au plus ancien",
	"what changed between two looks of --history: FROM,TO": "ce qui a changé entre deux examens de --history : FROM,TO",
} as const satisfies Words;
