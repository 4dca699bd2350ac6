import type { Words } from "../../../../words/fill.ts";

export const errors = {
	"Say what to do: bulkhead COMMAND.": "Dites quoi faire : bulkhead COMMANDE.",
	"`bulkhead --help` lists the commands, `bulkhead COMMAND --help` their options.":
		"`bulkhead --help` donne les commandes, `bulkhead COMMANDE --help` leurs options.",
	"unknown command '{name}'": "commande inconnue « {name} »",
	"unknown command '{name}'\n(Did you mean {near}?)": "commande inconnue « {name} » (vouliez-vous dire {near} ?)",
	"unknown option '{name}'": "option inconnue « {name} »",
	"unknown option '{name}'\n(Did you mean {near}?)": "option inconnue « {name} » (vouliez-vous dire {near} ?)",
	"missing required argument '{name}'": "argument obligatoire manquant : « {name} »",
	"option '{name}' argument missing": "l’option « {name} » attend une valeur",
	"too many arguments for '{name}'. Expected {most} arguments but got {given}.":
		"trop d’arguments pour « {name} » : {most} au plus, {given} donnés.",
	"too many arguments for '{name}'. Expected {most} argument but got {given}.":
		"trop d’arguments pour « {name} » : {most} au plus, {given} donnés.",
	"No connection is given.": "Aucune connexion n’est donnée.",
	"Give --url postgres://…, or --connection NAME, or set DATABASE_URL, DB_HOST … DB_PASSWORD, or PGHOST …":
		"Donnez --url postgres://…, ou --connection NOM, ou définissez DATABASE_URL, DB_HOST … DB_PASSWORD, ou PGHOST …",
	"{question} Nobody is at a terminal to answer.": "{question} Personne n’est au terminal pour répondre.",
	"Look at it, then say --yes.": "Regardez d’abord, puis dites --yes.",
	"Nothing was done.": "Rien n’a été fait.",
	"Migrations are chosen by their numbers or by --to, not by both.":
		"Les migrations se choisissent par leurs numéros ou par --to, pas par les deux.",
	"{text} is no migration's number.": "{text} n’est pas un numéro de migration.",
	"A migration is named by its number, for example 006; `bulkhead status` lists them.":
		"Une migration se nomme par son numéro, par exemple 006 ; `bulkhead status` les liste.",
	"--tenant and --table are needed.": "--tenant et --table sont nécessaires.",
	"For example: --tenant acme --table public.orders.": "Par exemple : --tenant acme --table public.orders.",
	"{option} is COLUMN=VALUE or a JSON object, not {text}.": "{option} est COLONNE=VALEUR ou un objet JSON, pas {text}.",
	"{option} is a number from 1 to {most}, not {text}.": "{option} est un nombre de 1 à {most}, pas {text}.",
	"{option} is a number from {least} to {most}, not {text}.": "{option} est un nombre de {least} à {most}, pas {text}.",
	"{option} is a number up to {most}, not {text}.": "{option} est un nombre jusqu’à {most}, pas {text}.",
	"{option} is a whole number up to {most}, not {text}.": "{option} est un entier jusqu’à {most}, pas {text}.",
	"{option} is 2026-11-24, 2026-11-24T08:30:00Z, or 30m, 12h, 7d ago, not {text}.":
		"{option} s’écrit 2026-11-24, 2026-11-24T08:30:00Z, ou 30m, 12h, 7d, pas {text}.",
	"{option} is one of {choices}.": "{option} est l’un de : {choices}.",
	"--long is a number of minutes, at most 1440, not {text}.":
		"--long est un nombre de minutes, 1440 au plus, pas {text}.",
	"--from {text}: that is no tool that Bulkhead knows.": "--from {text} : Bulkhead ne connaît pas cet outil.",
	"It reads {options}; or say checks.": "Il lit {options} ; ou dites checks.",
	"A look needs --reason TEXT; it is kept in the audit trail.":
		"Une consultation exige --reason TEXTE ; il est conservé au journal d’audit.",
	"Say what to look at: --table TABLE, or --sql TEXT.": "Dites quoi consulter : --table TABLE, ou --sql TEXTE.",
	"--where, --sort and --after go with --table; in --sql the statement says it.":
		"--where, --sort et --after vont avec --table ; avec --sql, c’est l’instruction qui le dit.",
	"--require is server or tool, not {require}.": "--require est server ou tool, pas {require}.",
	"--where is COL=VALUE, not {text}.": "--where est COL=VALEUR, pas {text}.",
	"--fail-on {text}: it is error, warn or info.": "--fail-on {text} : c’est error, warn ou info.",
	"--fail-on {text}: it is error, warning or info.": "--fail-on {text} : c’est error, warning ou info.",
	"--server-version {text}: it is a major version of PostgreSQL from 13.":
		"--server-version {text} : c’est une version majeure de PostgreSQL à partir de 13.",
	"--scratch {value}: it is server (the default) or embedded.":
		"--scratch {value} : c’est server (par défaut) ou embedded.",
	"--wave {text}: it is no wave.": "--wave {text} : ce n’est pas une vague.",
	"A wave is [LABEL=]WHAT: rest, 10%, 5, or names with commas between: --wave canary=shop-1 --wave 10% --wave rest.":
		"Une vague s’écrit [NOM=]QUOI : rest, 10%, 5, ou des noms séparés par des virgules : --wave canary=shop-1 --wave 10% --wave rest.",
	"--stop-after and --keep-going are two rules: say one of them.":
		"--stop-after et --keep-going sont deux consignes : n’en donnez qu’une.",
	"--resume, --redo and --clean are three ways on: say one of them.":
		"--resume, --redo et --clean sont trois façons de continuer : n’en donnez qu’une.",
	"--tenant names tenants and --tenants takes a sample of all: give one of them.":
		"--tenant nomme des locataires et --tenants en prend un échantillon : donnez l’un ou l’autre.",
	"--tenancy gives a profile and --anew detects one: choose.":
		"--tenancy donne un profil et --anew en détecte un : choisissez.",
	"--tenancy is for --isolation here: without it no tenant is asked as.":
		"--tenancy accompagne ici --isolation : sans elle, aucun locataire n’est interrogé.",
	"--isolation looks before and after a run; a rehearsal is taken back before anybody could look.":
		"--isolation regarde avant et après une exécution ; une répétition est annulée avant que quiconque puisse regarder.",
	"{given} needs --rehearse: it says how a rehearsal is done.":
		"{given} exige --rehearse : cela dit comment faire une répétition.",
	"--ssh-jump, --ssh-key and --ssh-host-key go with --ssh.": "--ssh-jump, --ssh-key et --ssh-host-key vont avec --ssh.",
	"--ssh is not a place: {text}": "--ssh n’est pas un emplacement : {text}",
	"--ssh-jump is not one place or several: {text}": "--ssh-jump n’est ni un emplacement ni plusieurs : {text}",
	"It looks like user@host:22; a name of ~/.ssh/config is enough.":
		"Cela s’écrit utilisateur@hôte:22 ; un nom de ~/.ssh/config suffit.",
	"--sort is a field of a tenant, not {text}.": "--sort est un champ d’un locataire, pas {text}.",
	"One of name, slug, region, plan, status, email, created, id; -created or created:desc for the other way round.":
		"L’un de name, slug, region, plan, status, email, created, id ; -created ou created:desc pour l’ordre inverse.",
	'--password-command is a program, or a list such as ["pass","show","shop"]; --expires is minutes.':
		'--password-command est un programme, ou une liste telle que ["pass","show","shop"] ; --expires est en minutes.',
	"The connection cannot be saved so: {issues}.": "La connexion ne peut pas être enregistrée ainsi : {issues}.",
	"Nobody is at a terminal to type the password.": "Personne n’est au terminal pour saisir le mot de passe.",
	"Give it in PGPASSWORD.": "Donnez-le dans PGPASSWORD.",
	"Say which file, or --from pgpass or --from service for libpq's own.":
		"Dites quel fichier, ou --from pgpass ou --from service pour ceux de libpq.",
	"- reads standard input.": "- lit l’entrée standard.",
	"Say where to: --out FILE.{format}, or --out FILE.{other} for a spreadsheet.":
		"Dites où écrire : --out FICHIER.{format}, ou --out FICHIER.{other} pour un tableur.",
	"Say where to: --out FILE.json, or --out FILE.html for a page to print.":
		"Dites où écrire : --out FICHIER.json, ou --out FICHIER.html pour une page à imprimer.",
	"Say where to: --out FILE.csv, or --out FILE.json.": "Dites où écrire : --out FICHIER.csv, ou --out FICHIER.json.",
	"A filtered trail cannot be verified: FILE.jsonl has every entry.":
		"Un journal filtré ne peut pas être vérifié : FICHIER.jsonl contient toutes les entrées.",
	"Leave the filter out, or write FILE.csv.": "Enlevez le filtre, ou écrivez FICHIER.csv.",
	"There is a file {file} already.": "Il existe déjà un fichier {file}.",
	"Name another, or overwrite it with --yes.": "Nommez-en un autre, ou écrasez-le avec --yes.",
	"{file} cannot be written: {why}": "{file} ne peut pas être écrit : {why}",
	"{file} cannot be written.": "{file} ne peut pas être écrit.",
	"{file} is there already.": "{file} existe déjà.",
	"Choose another name.": "Choisissez un autre nom.",
	"It is larger than {n} MB.": "Il dépasse {n} Mo.",
	"It is not UTF-8.": "Il n’est pas en UTF-8.",
	"It cannot be read: {why}": "Il ne peut pas être lu : {why}",
	"The file {path} cannot be read.": "Le fichier {path} ne peut pas être lu.",
	"Give --env-file a file of lines such as DB_HOST=localhost.":
		"Donnez à --env-file un fichier de lignes telles que DB_HOST=localhost.",
	"{name} is not a port: {text}": "{name} n’est pas un port : {text}",
	"A port is a number from 1 to 65535.": "Un port est un nombre de 1 à 65535.",
	"It names no target.": "Il ne désigne aucune cible.",
	"{n} of its lines cannot be used.": {
		one: "{n} de ses lignes est inutilisable.",
		other: "{n} de ses lignes sont inutilisables.",
	},
	"A line is an address (postgres://…), NAME = address, or the name of a saved connection.":
		"Une ligne est une adresse (postgres://…), NOM = adresse, ou le nom d’une connexion enregistrée.",
	"line {number}: it is neither an address nor the name of a saved connection":
		"ligne {number} : ce n’est ni une adresse ni le nom d’une connexion enregistrée",
	"No target is chosen.": "Aucune cible n’est choisie.",
	"Say --all, --group, --tag, --environment or --name (of saved connections), or --targets FILE.":
		"Dites --all, --group, --tag, --environment ou --name (de connexions enregistrées), ou --targets FICHIER.",
	"There is no run of the fleet with anything left to do.": "Aucune exécution du parc n’a de reste à faire.",
	"`bulkhead fleet runs` lists those that are remembered.": "`bulkhead fleet runs` liste celles qui sont mémorisées.",
	"There is no check {unknown}.": "Il n’y a pas de vérification {unknown}.",
	"They are: {evaluated}.": "Ce sont : {evaluated}.",
	"No file is named.": "Aucun fichier n’est nommé.",
	"`bulkhead lint FILE…`, or with --url or --connection the files of that connection's folder.":
		"`bulkhead lint FICHIER…`, ou, avec --url ou --connection, les fichiers du dossier de cette connexion.",
	"Say which migration: an ID, or --to ID (which stays).": "Dites quelle migration : un ID, ou --to ID (qui reste).",
	"A rollback needs --reason TEXT; it is kept in the ledger.":
		"Une annulation exige --reason TEXTE ; il est conservé dans le registre.",
	"This rollback cannot run.": "Cette annulation ne peut pas s’exécuter.",
	"A session is named by its process, a number, not {text}.":
		"Une session se nomme par son processus, un nombre, pas {text}.",
	"`bulkhead activity` lists them.": "`bulkhead activity` les liste.",
	"There is no session {pid} in this database.": "Il n’y a pas de session {pid} dans cette base.",
	"`bulkhead activity` lists who is there; one of another database is stopped on a connection to that.":
		"`bulkhead activity` liste qui est là ; une session d’une autre base s’arrête depuis une connexion à celle-ci.",
	"{name} is no saved connection: there is nothing to keep a profile with.":
		"{name} n’est pas une connexion enregistrée : il n’y a rien avec quoi conserver un profil.",
	"Save it with `bulkhead connections add NAME`, then name it with --connection.":
		"Enregistrez-la par `bulkhead connections add NOM`, puis nommez-la par --connection.",
	"Say what the tenant is called: --name NAME.": "Dites comment s’appelle le locataire : --name NOM.",
	"Say why: --reason TEXT.": "Dites pourquoi : --reason TEXTE.",
	"It is kept with the tenant and in the audit trail.": "Il est conservé avec le locataire et au journal d’audit.",
	"It needs at least {n} characters.": "Il faut au moins {n} caractères.",
	"The two are not the same.": "Les deux ne sont pas identiques.",
	"Master password: nobody is at a terminal to type it.":
		"Mot de passe principal : personne n’est au terminal pour le saisir.",
	"Passphrase: nobody is at a terminal to type it.": "Phrase secrète : personne n’est au terminal pour la saisir.",
	"Put it as the first line of a file for its owner alone, and name that in {file}; or give an open descriptor in {fd}.":
		"Mettez-le en première ligne d’un fichier réservé à son propriétaire, nommé dans {file} ; ou donnez un descripteur ouvert dans {fd}.",
	"What {variable} names cannot be read.": "Ce que nomme {variable} ne peut pas être lu.",
	"The file that {variable} names can be read by others, so it is not used.":
		"Le fichier que nomme {variable} est lisible par d’autres : il n’est pas utilisé.",
	"chmod 600 it.": "Faites-lui chmod 600.",
	"The job {jobId} ended without a result.": "La tâche {jobId} s’est terminée sans résultat.",
	"There is no table {missing}.": "Il n’y a pas de table {missing}.",
	"--compare takes two looks of --history: FROM,TO.": "--compare prend deux examens de --history : FROM,TO.",
} as const satisfies Words;
