import type { Words } from "../../../../words/fill.ts";

export const certificates = {
	NO: "N°",
	RUN: "EXÉCUTION",
	MIGRATIONS: "MIGRATIONS",
	BEFORE: "AVANT",
	AFTER: "APRÈS",
	OUTCOME: "RÉSULTAT",
	"SHA-256": "SHA-256",
	"there is none yet": "il n’y en a pas encore",
	"certificate {number} cannot be read: `bulkhead certificates verify`":
		"le certificat {number} est illisible : `bulkhead certificates verify`",
	"the run {run} of {at} ({events}) left no certificate":
		"l’exécution {run} du {at} ({events}) n’a laissé aucun certificat",
	"the catalogue is as the last certificate left it": "le catalogue est tel que le dernier certificat l’a laissé",
	drift: "dérive",
	gap: "lacune",
	"{event}, stopped midway": "{event}, arrêt en chemin",
	"{statementCount} statements": { one: "{statementCount} instruction", other: "{statementCount} instructions" },
	"certificate {number}: {kind}, {outcome}{more}": "certificat {number} : {kind}, {outcome}{more}",
	"  {database} on {host}:{port}, PostgreSQL {version}, as {role}":
		"  {database} sur {host}:{port}, PostgreSQL {version}, rôle {role}",
	"  {startedAt} to {endedAt} by {by}@{host}, Bulkhead {bulkhead}, run {run}":
		"  de {startedAt} à {endedAt} par {by}@{host}, Bulkhead {bulkhead}, exécution {run}",
	"  reason: {reason}": "  motif : {reason}",
	"gap: the run {run} of {at} ({events}) left no certificate":
		"lacune : l’exécution {run} du {at} ({events}) n’a laissé aucun certificat",
	"checks: {held} of {checks} hold": "vérifications : {held} sur {checks} tiennent",
	"snapshot {id}, SHA-256 {sha256}": "sauvegarde {id}, SHA-256 {sha256}",
	"put back {name}: {rows} rows": {
		one: "remis dans {name} : {rows} ligne",
		other: "remis dans {name} : {rows} lignes",
	},
	"{name}: {rows} rows ({how})": "{name} : lignes : {rows} ({how})",
	"catalogue before {before}": "catalogue avant {before}",
	"          after  {after}": "          après {after}",
	"hash {hash}": "empreinte {hash}",
	"follows certificate {number}, {hash}": "suit le certificat {number}, {hash}",
	"the first of its chain": "le premier de sa chaîne",
	"DRIFT: the catalogue is not as certificate {number} of {at} left it":
		"DÉRIVE : le catalogue n’est plus tel que le certificat {number} du {at} l’a laissé",
	"  and {more} more lines": { one: "  et {more} ligne de plus", other: "  et {more} lignes de plus" },
	"gap: the run {run} of {at} left no certificate, as certificate {namedBy} says":
		"lacune : l’exécution {run} du {at} n’a laissé aucun certificat, comme le dit le certificat {namedBy}",
	"the chain holds: {certificates} certificates": {
		one: "la chaîne tient : {certificates} certificat",
		other: "la chaîne tient : {certificates} certificats",
	},
	"the chain is BROKEN": "la chaîne est ROMPUE",
	"last hash {head}": "dernière empreinte {head}",
	"wrote {file} ({bytes} bytes)": { one: "{file} écrit ({bytes} octet)", other: "{file} écrit ({bytes} octets)" },
	"nothing is open": "rien n’est en suspens",
	", outside Bulkhead, noticed by certificate {certificate}":
		", hors de Bulkhead, constaté par le certificat {certificate}",
	", since certificate {certificate} ({migrations})": ", depuis le certificat {certificate} ({migrations})",
	"open: {object} ({kind}{when})": "en suspens : {object} ({kind}{when})",
	"{n} things are still open: `bulkhead finish`": {
		one: "{n} point reste en suspens : `bulkhead finish`",
		other: "{n} points restent en suspens : `bulkhead finish`",
	},
	"NO CERTIFICATE: {problem}": "AUCUN CERTIFICAT : {problem}",
	"certificate {number} ({hash})": "certificat {number} ({hash})",
	WHO: "QUI",
	ACTION: "ACTION",
	ON: "SUR",
	TENANT: "LOCATAIRE",
	"there is no such entry": "aucune entrée de ce genre",
	"there are older ones: --after {next}": "il y en a de plus anciennes : --after {next}",
	"certificate {certificate} names entry {seq} of another trail of this place ({chain}), which is not here any more":
		"le certificat {certificate} désigne l’entrée {seq} d’un autre journal de ce poste ({chain}), qui n’est plus ici",
	"{held} certificates of {database} name entries of this trail": {
		one: "{held} certificat de {database} désigne des entrées de ce journal",
		other: "{held} certificats de {database} désignent des entrées de ce journal",
	},
	"the trail holds: {entries} entries": {
		one: "le journal tient : {entries} entrée",
		other: "le journal tient : {entries} entrées",
	},
	"the trail is BROKEN at entry {seq}": "le journal est ROMPU à l’entrée {seq}",
	"last entry {seq} of {at}, hash {hash}": "dernière entrée {seq} du {at}, empreinte {hash}",
	"entries {from} to {to} are signed by the key {fingerprint}":
		"les entrées {from} à {to} sont signées par la clé {fingerprint}",
	"wrote {out} ({bytes} bytes)": { one: "{out} écrit ({bytes} octet)", other: "{out} écrit ({bytes} octets)" },
} as const satisfies Words;
