import type { snapshots as english } from "../en/snapshots.ts";
import { french } from "../french.ts";

export const snapshots = french<typeof english>()({
	"snapshots.grid": "Sauvegardes, la plus récente d’abord",
	"snapshots.none": "Aucune sauvegarde",
	"snapshots.none.text":
		"Avant qu’une annulation ne détruise des données, Bulkhead les garde dans une sauvegarde sur cette machine. Elle est listée ici, et peut être remise.",
	"snapshots.count": { one: "{n} sauvegarde sur cette machine", other: "{n} sauvegardes sur cette machine" },
	"snapshots.check": "Vérifier chaque octet",
	"snapshots.at": "Prise",
	"snapshots.database": "Base",
	"snapshots.migrations": "Annulées",
	"snapshots.rows": "Lignes",
	"snapshots.size": "Taille",
	"snapshots.state": "État",
	"snapshots.intact": "Intacte",
	"snapshots.damaged": "Endommagée",
	"snapshots.unread": "Illisible",
	"snapshots.unchecked": "Non vérifiée",
	"snapshots.detail": "Sauvegarde de {database}",
	"snapshots.reason": "Motif",
	"snapshots.by": "Par",
	"snapshots.path": "Fichier",
	"snapshots.path.copy": "Copier le chemin",
	"snapshots.table": "Table",
	"snapshots.columns": "Ce qui a été gardé",
	"snapshots.whole": "la table entière",
	"snapshots.restore": "Remettre les données…",
	"snapshots.unreadable": "Son début est illisible : rien ne peut en être remis.",
	"restore.title": "Remettre les données",
	"restore.text":
		"Les lignes retournent dans leurs tables, et les valeurs dans leurs lignes d’après la clé, en une transaction. Les migrations qui ont créé ces tables et ces colonnes doivent d’abord être de nouveau appliquées. Les lignes ajoutées entre-temps restent.",
	"restore.other":
		"Cette sauvegarde est celle de la base {database}. Elle ne retourne que dans la base dont elle vient.",
	"restore.keep-present": "Si une ligne de même clé a été écrite depuis, garder celle-ci",
	"restore.keep-present.means": "Sinon, une telle ligne met fin à l’exécution, et rien n’est remis.",
	"restore.typed": "Des lignes sont écrites dans cette base, et cette connexion demande confirmation.",
	"restore.do": { one: "Remettre {n} ligne", other: "Remettre {n} lignes" },
});
