import { lines } from "./topic.ts";

/** What IAFactory itself wrote about, in the time before it had customers. */
export const past = {
	team: lines(`
		Nassim Lounis
		Sabrina Aït-Ahmed
		Mehdi Touati
		Yasmina Kadri
		Rafik Bencherif
		Inès Ghezali
		Amar Yahiaoui
		Chahinez Tebbal
		Hugo Marchand
		Wassila Medjdoub
		Anis Mokrani
		Nora Djebbar
		Salim Guerroudj
		Lina Ferhat
		Adel Larbi
		Maya Slimani
		Ilyes Amrani
		Houria Bouzid`),
	projects: lines(`
		Pilote RAG
		Assistant vocal en darija
		OCR des factures
		Connecteur CRM
		Site vitrine
		Console d'administration
		Mesure de la qualité des réponses
		Hébergement à Alger
		Démonstrations clients
		Passage à plusieurs clients`),
	aims: lines(`
		Répondre avec les documents du client, et citer la page.
		Comprendre le darija au téléphone aussi bien que le français.
		Tout garder sur des serveurs que nous tenons nous-mêmes.
		Montrer quelque chose qui marche avant la fin du mois.`),
	documents: lines(`
		Architecture de la plateforme
		Journal des décisions
		Jeu de questions d'évaluation
		Guide d'installation
		Compte rendu de la réunion produit
		Tarifs, première version
		Charte de traitement des données
		Procédure de sauvegarde`),
	sentences: lines(`
		Chaque passage est découpé en blocs de cinq cents mots, avec un recouvrement de cinquante.
		Le modèle répond « je ne sais pas » quand aucun passage ne dépasse le seuil.
		Les sauvegardes partent chaque nuit à deux heures et sont relues le lundi.
		Un compte par personne ; pas de mot de passe partagé.
		Le prix comprend l'hébergement, pas la reprise des anciens documents.
		La transcription est refaite quand la confiance est sous 0,7.`),
	workflows: lines(`
		Indexation des documents déposés
		Rapport quotidien d'usage
		Alerte quand une réponse est jugée mauvaise
		Sauvegarde de la base`),
	plans: lines(`
		Base multi-clients
		Appels sortants
		Éditeur de workflows`),
} as const;
