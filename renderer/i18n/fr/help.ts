import type { help as english } from "../en/help.ts";
import { french } from "../french.ts";

export const help = french<typeof english>()({
	"help.open": "Aide pour cet écran",
	"help.loading": "Ouverture de la page…",
	"help.back": "Retour",
	"help.failed":
		"Cette page ne peut pas être ouverte : Bulkhead ne répond pas, ou ses fichiers ont été remplacés. Rechargez l’application.",
});
