import type { desktop as english } from "../en/desktop.ts";
import { french } from "../french.ts";

export const desktop = french<typeof english>()({
	"desktop.not-here": "Ouvrez d’abord une connexion : cela concerne une base de données.",
	"sql-file.title": "Examiner {name}",
	"sql-file.summary":
		"Ce que le fichier ferait à une base protégée par la sécurité au niveau des lignes. Rien n’en est exécuté.",
	"sql-file.next": "Pour l’appliquer, placez-le dans le dossier de migrations d’une connexion.",
	"sql-file.none": "Rien à signaler : aucune règle n’y trouve quoi que ce soit.",
	"sql-file.large": "Le fichier dépasse 900 ko. Examinez-le avec `bulkhead lint FICHIER`.",
	"sql-file.text": "Le fichier",
	"sql-file.copy": "Copier le texte",
});
