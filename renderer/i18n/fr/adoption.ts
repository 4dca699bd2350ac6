import type { adoption as english } from "../en/adoption.ts";
import { french } from "../french.ts";

export const adoption = french<typeof english>()({
	"foreign.label": "À qui est ce dossier",
	"foreign.title": "Un dossier de {tool}",
	"foreign.none": "Aucun fichier de ce dossier n’est de ceux que {tool} exécuterait.",
	"foreign.text": "Ses fichiers sont lus tels quels ; rien n’y est modifié, ni rien de {tool} dans la base.",
	"foreign.adopt-first":
		"Ce que {tool} a exécuté ici est refusé tant que ce n’est pas adopté : exécuté une seconde fois, cela pourrait nuire.",
	"foreign.adopt": "Adopter ce que {tool} a exécuté…",
	"foreign.means": "Ce que cela veut dire",
	"foreign.means.read": "Lus",
	"foreign.means.read.text":
		"Fichiers d’aller, de retour et de vérification, selon les noms propres à {tool}. Les numéros restent ce qu’ils sont.",
	"foreign.means.one": "L’un ou l’autre",
	"foreign.means.one.text":
		"À partir de l’adoption, migrez avec Bulkhead seulement. Il n’écrit pas dans l’historique de {tool} : {tool} exécuterait donc de nouveau ce que Bulkhead a exécuté.",
	"foreign.means.never": "Jamais exécutés",
	"foreign.left-out": { one: "{n} fichier n’est jamais exécuté", other: "{n} fichiers ne sont jamais exécutés" },
	"foreign.left-out.none": "Aucun fichier de ce dossier n’est laissé de côté.",
	"foreign.not-run": {
		one: "{n} migration peut être adoptée, pas exécutée",
		other: "{n} migrations peuvent être adoptées, pas exécutées",
	},
	"foreign.file": "Fichier",
	"foreign.why": "Pourquoi",
	"migration.not-run": "Bulkhead ne peut pas l’exécuter",
	"migration.not-run.means":
		"Elle peut être adoptée là où elle a été exécutée, et ses vérifications peuvent être lancées. Exécutez-la d’abord avec son propre outil.",
	"migration.not-run.short": "adoption seule",
	"adopt.means":
		"Adopter inscrit au registre de Bulkhead que ces migrations ont été exécutées ici, avec la preuve. Rien d’autre n’est modifié, et rien d’un autre outil.",
	"adopt.count": { one: "{n} migration", other: "{n} migrations" },
	"adopt.histories": "Sur la foi de quoi",
	"adopt.reading": "Recherche des historiques d’autres outils…",
	"adopt.source.checks": "Les vérifications seules",
	"adopt.source.checks.means": "Ce que les vérifications d’une migration prouvent est là. Aucun historique n’est lu.",
	"adopt.source.known": { one: "connaît {n} migration de ce dossier", other: "connaît {n} migrations de ce dossier" },
	"adopt.source.rows": { one: "{n} ligne", other: "{n} lignes" },
	"adopt.source.last": "dernière : {version}",
	"adopt.source.last.at": "dernière : {version}, {at}",
	"adopt.source.doubtful":
		"Une seule colonne : d’autres programmes créent aussi une telle table. Choisissez-la si c’est celle de {tool}.",
	"adopt.source.refused": "ne peut pas être pris tel quel",
	"adopt.source.none":
		"Aucun historique de Flyway, dbmate, golang-migrate, node-pg-migrate, Sqitch ou Alembic dans cette base.",
	"adopt.source.choose": "Plusieurs historiques connaissent ce dossier. Choisissez celui qui fait foi.",
	"adopt.preview": "Ce qui serait adopté",
	"adopt.preview.done": "Adoptées",
	"adopt.preview.reading": "Les vérifications tournent et les fichiers sont comparés…",
	"adopt.preview.none": "Rien ne peut être adopté sur cette foi.",
	"adopt.migration": "Migration",
	"adopt.evidence": "Preuve",
	"adopt.evidence.history": "{table} contient {version}",
	"adopt.evidence.at": "le {at}",
	"adopt.evidence.by": "par {by}",
	"adopt.evidence.checks": { one: "sa vérification tient", other: "ses {n} vérifications tiennent" },
	"adopt.evidence.failed": { one: "{n} vérification sur {of} échoue", other: "{n} vérifications sur {of} échouent" },
	"adopt.evidence.alone": "sur la seule foi de l’historique",
	"adopt.differs": "diffère",
	"adopt.skipped": { one: "{n} reste telle quelle", other: "{n} restent telles quelles" },
	"adopt.without-file": {
		one: "{n} version de l’historique n’a pas de fichier ici",
		other: "{n} versions de l’historique n’ont pas de fichier ici",
	},
	"adopt.refused": "Rien ne peut être adopté en l’état",
	"adopt.differences": "Ce qui est ici n’est pas ce qui a été exécuté",
	"adopt.differences.text":
		"Remettez les fichiers qui ont été exécutés, et voyez pourquoi une vérification échoue : c’est la meilleure voie. Si vous adoptez malgré tout, le registre tient ces fichiers pour ce qui a été exécuté, et conserve ce qui diffère.",
	"adopt.despite": { one: "L’adopter malgré tout", other: "Les adopter malgré tout" },
	"adopt.despite.reason": "Motif",
	"adopt.despite.reason.hint": "Pourquoi c’est juste malgré tout ; conservé dans le registre à côté de ce qui diffère.",
	"adopted.history": "{table} contient {version}",
	"adopted.despite": "Adoptées malgré tout",
	"adopted.without-file": "Pas de fichier pour",
	"adopted.notes": "Remarques",
});
