import type { rollback as english } from "../en/rollback.ts";
import { french } from "../french.ts";

export const rollback = french<typeof english>()({
	"action.back": "Retour",
	"rollback.wizard": "Étapes de l’annulation",
	"rollback.step.loss": "Ce qui part",
	"rollback.step.kept": "Ce qui est gardé",
	"rollback.step.confirm": "Confirmer",
	"rollback.to.kept": "Suite : ce qui est gardé",
	"rollback.to.confirm": "Suite : confirmer",
	"rollback.order": "Dans cet ordre : {ids}.",
	"rollback.reading": "L’annulation est exécutée puis défaite, pour savoir ce qu’elle fait…",
	"rollback.exposed": {
		one: "Dès lors, {n} table est ouverte d’un locataire à l’autre",
		other: "Dès lors, {n} tables sont ouvertes d’un locataire à l’autre",
	},
	"rollback.exposed.text": {
		one: "Elle contient des lignes de locataires, et cette annulation lui retire sa sécurité au niveau des lignes. Arrêtez d’abord l’application, ou retirez-lui ses droits : qui peut lire la table lit les lignes de tous les locataires.",
		other:
			"Elles contiennent des lignes de locataires, et cette annulation leur retire leur sécurité au niveau des lignes. Arrêtez d’abord l’application, ou retirez-lui ses droits : qui peut lire une telle table lit les lignes de tous les locataires.",
	},
	"barrier-left.ahead": "Quitteront la barrière",
	"barrier-left.done": "Ont quitté la barrière",
	"barrier-left.text":
		"La règle du lecteur et son droit de lire partent dans la même transaction. Une vue tenue par le serveur ne montre plus ces tables tant que la barrière n’est pas réinstallée.",
	"barrier-left.table": "est supprimée",
	"barrier-left.row-security": "voit sa sécurité au niveau des lignes désactivée",
	"barrier-left.column": "perd sa colonne de locataire, ou en change le type",
	"barrier-left.policy": "perd la règle de la barrière",
	"rollback.exposed.now": "Ouvertes d’un locataire à l’autre",
	"rollback.exposed.table": "Table",
	"rollback.exposed.how": "Sécurité au niveau des lignes",
	"rollback.exposed.off": "désactivée",
	"rollback.exposed.unforced": "ne lie plus son propriétaire",
	"rollback.exposed.who": "Lira alors tous les locataires",
	"rollback.exposed.everyone": "quiconque peut se connecter",
	"rollback.exposed.nobody": "les superutilisateurs seulement, tant que le droit n’est donné à personne",
	"rollback.exposed.more": { one: "et {n} autre rôle", other: "et {n} autres rôles" },
	"rollback.exposed.understood": {
		one: "{n} table reste ouverte d’un locataire à l’autre jusqu’à ce que sa migration soit appliquée de nouveau.",
		other:
			"{n} tables restent ouvertes d’un locataire à l’autre jusqu’à ce que leur migration soit appliquée de nouveau.",
	},
	"rollback.lost.whose": "À qui",
	"rollback.lost.nobody": "à personne",
	"rollback.lost.others": { one: "{n} autre locataire", other: "{n} autres locataires" },
	"rollback.lost.more": { one: "et {n} autre locataire", other: "et {n} autres locataires" },
	"rollback.lost.fewer": "En afficher moins",
	"rollback.kept.nothing": "Rien n’est à garder : aucune ligne ne quitte la base.",
	"rollback.snapshot.full": "Il n’y a pas la place pour la sauvegarde",
	"rollback.snapshot.full.text":
		"Ce qui part ne pourrait pas être gardé : l’annulation serait refusée. Libérez de l’espace sur cette machine, puis recommencez.",
	"rollback.snapshot.folder": "Dossier",
	"rollback.snapshot.needed": "Occupe",
	"rollback.snapshot.at-most": "au plus {size} ; moins une fois compressé",
	"rollback.snapshot.free": "Libre à cet endroit",
	"rollback.next": "Ensuite",
	"rollback.next.text":
		"Quand la migration sera corrigée : appliquez-la de nouveau, puis remettez les données depuis cette sauvegarde.",
	"rollback.next.apply": "Appliquer de nouveau…",
	"rollback.next.snapshots": "Afficher les sauvegardes",
	"rollback.snapshot.id": "Sauvegarde",
	"rollback.snapshot.id.copy": "Copier l’identifiant de la sauvegarde",
	"waiting.back": { one: "{n} ligne peut être remise", other: "{n} lignes peuvent être remises" },
	"waiting.back.text": {
		one: "L’annulation de {ids} les a retirées de {tables} ; cette migration est de nouveau appliquée.",
		other: "L’annulation de {ids} les a retirées de {tables} ; ces migrations sont de nouveau appliquées.",
	},
	"waiting.missing": { one: "{n} ligne attend dans une sauvegarde", other: "{n} lignes attendent dans une sauvegarde" },
	"waiting.missing.text": {
		one: "L’annulation de {ids} les a retirées. Elles pourront être remises une fois {missing} de nouveau appliquée.",
		other:
			"L’annulation de {ids} les a retirées. Elles pourront être remises une fois {missing} de nouveau appliquées.",
	},
	"waiting.elsewhere": "La sauvegarde est sur la machine {host}, où {by} a fait l’annulation, et non sur celle-ci.",
	"waiting.apply": "Appliquer {id}…",
	"waiting.restore": "Remettre les données…",
	"waiting.later": "Plus tard",
	"waiting.later.means": "Elle reste dans la liste des sauvegardes",
	"waiting.more": { one: "et {n} autre sauvegarde", other: "et {n} autres sauvegardes" },
	"waiting.label": "Données qui attendent d’être remises",
});
