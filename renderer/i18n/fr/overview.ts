import type { overview as english } from "../en/overview.ts";
import { french } from "../french.ts";

export const overview = french<typeof english>()({
	"overview.title": "Aperçu",
	"overview.gone": "Cette connexion n’existe plus",
	"overview.address": "{user} sur {host}:{port}",
	"overview.hull": "Migrations de cette base, un compartiment chacune",
	"overview.hull.earlier": { one: "{n} plus ancienne, non affichée", other: "{n} plus anciennes, non affichées" },
	"overview.hull.all": "Toutes les migrations",
	"overview.look": "À examiner",
	"overview.look.none":
		"Rien. Toutes les migrations sont appliquées et inscrites, et aucune vérification n’est connue pour échouer.",
	"overview.checks": "Vérifications",
	"overview.checks.unknown": "Pas encore lancées",
	"overview.checks.unknown.text": "Tant qu’elles n’ont pas tourné, rien ne dit que tout tient encore.",
	"overview.checks.run": "Tout lancer",
	"overview.checks.see": "Afficher",
	"overview.checks.partly": "{passed} vérifications tiennent, {n} n’ont pas encore été lancées",
	"overview.server": "Serveur",
	"overview.role": "Votre rôle",
	"overview.activity": "Derniers événements",
	"overview.activity.none": "Le registre est vide : Bulkhead n’a encore rien appliqué.",
	"overview.activity.all": "Tout l’historique",
	"overview.running": "En cours",
	"overview.last-run": "Dernière exécution",
	"overview.run.see": "Afficher l’exécution",
	"look.failed-checks": { one: "{n} vérification échoue.", other: "{n} vérifications échouent." },
	"look.pending": { one: "{n} migration est en attente.", other: "{n} migrations sont en attente." },
	"look.unrecorded": {
		one: "{n} migration est là, mais le registre ne la connaît pas.",
		other: "{n} migrations sont là, mais le registre ne les connaît pas.",
	},
	"look.changed": {
		one: "{n} fichier a été modifié après son application.",
		other: "{n} fichiers ont été modifiés après leur application.",
	},
	"look.missing": {
		one: "{n} migration appliquée n’a pas de fichier.",
		other: "{n} migrations appliquées n’ont pas de fichier.",
	},
	"look.interrupted": {
		one: "{n} migration s’est arrêtée en route et attend une décision.",
		other: "{n} migrations se sont arrêtées en route et attendent une décision.",
	},
	"look.superuser":
		"Vous travaillez en superutilisateur : la sécurité au niveau des lignes ne s’applique pas à vous, et une application qui se connecte ainsi voit les lignes de tous les locataires.",
	"look.bypassrls":
		"Votre rôle a BYPASSRLS : la sécurité au niveau des lignes ne s’applique pas à vous, et une application qui se connecte ainsi voit les lignes de tous les locataires.",
	"look.plain": "Le lien n’est pas chiffré : mots de passe et données peuvent être lus en chemin.",
	"look.read-only": "Cette session est en lecture seule : un serveur de secours, ou l’écriture y est désactivée.",
	"look.runner": "Une autre exécution est en cours : {holder}.",
	"look.apply": "Relire et appliquer",
	"look.adopt": "Relire et adopter",
	"look.show": "Afficher",
	"look.edit": "Modifier la connexion",
});
