import type { Words } from "../../../../words/fill.ts";

export const indexes = {
	"not seen: {what}. {cure}": "non visible : {what}. {cure}",
	"{node}: counters of {days} days ({because})": "{node} : compteurs de {days} jours ({because})",
	"too much unseen for a score": "trop d’inconnues pour une note",
	"score {score}": "note {score}",
	"  {index}: not used in {days} days, {bytes} bytes": "  {index} : inutilisé depuis {days} jours, {bytes} octets",
	"no index is being built": "aucun index n’est en construction",
	"nobody has looked yet": "personne n’a encore regardé",
	"nothing changed between them": "rien n’a changé entre les deux",
	LOOK: "EXAMEN",
	SCORE: "NOTE",
	FINDINGS: "CONSTATS",
} as const satisfies Words;
