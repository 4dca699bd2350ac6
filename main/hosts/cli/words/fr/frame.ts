import type { Words } from "../../../../words/fill.ts";

export const frame = {
	"  detail: {detail}": "  détail : {detail}",
	"  statement: {statement}": "  instruction : {statement}",
	"  {kind} {object}: {rows} rows would be lost": {
		one: "  {kind} {object} : {rows} ligne serait perdue",
		other: "  {kind} {object} : {rows} lignes seraient perdues",
	},
	"  state now: {state}": "  état actuel : {state}",
	"  next: {hint}": "  que faire : {hint}",
	"The local store was damaged. It is kept as {file}, and a new one was begun: `bulkhead store` shows its backups, `bulkhead store restore` goes back to one.":
		"Le stockage local était endommagé. Il est conservé sous {file}, et un nouveau a été créé : `bulkhead store` montre ses copies de secours, `bulkhead store restore` en reprend une.",
	fails: "échoue",
	"may fail": "peut échouer",
	"    next: {next}": "    que faire : {next}",
	Rights: "Droits",
	"Lint (`bulkhead lint` shows each with a safer form)":
		"Analyse (`bulkhead lint` montre pour chacune une forme plus sûre)",
	"  … and {more} more": { one: "  … et {more} de plus", other: "  … et {more} de plus" },
	"Cancelling on the server …": "Annulation en cours sur le serveur…",
	"The cancel was not heard: {error}": "L’annulation n’a pas été reçue : {error}",
	Applying: "Application de",
	"Rolling back": "Annulation de",
	"{verb} {migration} {name} ({index} of {of})": "{verb} {migration} {name} ({index} sur {of})",
	"  statement {index}{through} of {of}: {text}": "  instruction {index}{through} sur {of} : {text}",
	"  done in {ms} ms": "  terminé en {ms} ms",
	"  check {more}: {migration} {name}": "  vérification : {more} : {migration} {name}",
	" ({done} of {of})": " ({done} sur {of})",
	"  ({count} events were not kept)": {
		one: "  ({count} événement n’a pas été conservé)",
		other: "  ({count} événements n’ont pas été conservés)",
	},
	"  the lock is ours": "  le verrou est à nous",
	"; {behind} wait behind us": {
		one: "; {behind} session attend derrière nous",
		other: "; {behind} sessions attendent derrière nous",
	},
	"  waits {seconds} s for pid {pid} ({user}){others}{queue}: what it does is not for this role to see (pg_read_all_stats)":
		"  attend depuis {seconds} s le pid {pid} ({user}){others}{queue} : ce rôle ne peut pas voir ce qu’il fait (pg_read_all_stats)",
	"  waits {seconds} s for pid {pid} ({user} {application}, {state}){others}{queue}: {query}":
		"  attend depuis {seconds} s le pid {pid} ({user} {application}, {state}){others}{queue} : {query}",
	" of {of} ({percent} %)": " sur {of} ({percent} %)",
	"Waiting for another runner: {user} from {host} (pid {pid}, since {since})":
		"En attente d’une autre exécution : {user} depuis {host} (pid {pid}, depuis {since})",
	"Row-level security is switched off on {table}.": "La sécurité au niveau des lignes est désactivée sur {table}.",
	"Trust it from now on?": "Lui faire confiance désormais ?",
	"Password of {user} on {host}: ": "Mot de passe de {user} sur {host} : ",
	"{message} Password: ": "{message} Mot de passe : ",
	"{question} Type the database's name, {database}, to go on: ":
		"{question} Pour continuer, saisissez le nom de la base, {database} : ",
	"{question} Type its name, {name}, to go on: ": "{question} Pour continuer, saisissez son nom, {name} : ",
	"{question} Type yes to go on: ": "{question} Pour continuer, saisissez yes : ",
	"Master password": "Mot de passe principal",
	Passphrase: "Phrase secrète",
	"Again: ": "Encore une fois : ",
} as const satisfies Words;
