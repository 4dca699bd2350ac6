import { lines, type Words } from "./topic.ts";

export const legalFr: Words = {
	kind: "legal",
	language: "fr",
	projects: lines(`
		Numérisation des minutes
		Modèles d'actes de vente
		Veille de jurisprudence
		Successions en cours
		Recherche dans les archives
		Préparation des audiences
		Contrats de bail commercial
		Contrôle des pièces d'identité
		Facturation au temps passé
		Constitution de sociétés
		Relances des pièces manquantes`),
	aims: lines(`
		Retrouver une clause dans vingt ans d'actes.
		Préparer un projet d'acte à partir du dossier, relu par un clerc.
		Savoir chaque matin quels délais courent.
		Transcrire les entretiens et les classer au dossier.
		Ne plus ressaisir l'état civil des parties.`),
	documents: lines(`
		Acte de vente d'un appartement
		Procuration générale
		Bail commercial
		Statuts de société à responsabilité limitée
		Acte de notoriété
		Conclusions en réponse
		Procès-verbal de constat
		Contrat de mariage
		Mise en demeure
		Partage successoral
		Note sur les droits d'enregistrement
		Jugement du tribunal de commerce`),
	sentences: lines(`
		Le vendeur déclare que le bien est libre de toute hypothèque.
		Les parties élisent domicile en l'étude du notaire soussigné.
		Le loyer est payable d'avance, le premier jour de chaque trimestre.
		Le délai d'appel est d'un mois à compter de la signification.
		Les héritiers acceptent la succession à concurrence de l'actif net.
		La clause de non-concurrence est limitée à deux ans et à la wilaya.
		Le prix a été payé comptant par virement, dont quittance.
		L'associé unique approuve les comptes de l'exercice clos.
		Le constat est illustré de dix-huit photographies annexées.
		À défaut d'accord amiable, le tribunal du lieu est seul compétent.`),
	workflows: lines(`
		Contrôle des pièces d'un dossier de vente
		Échéancier des délais de procédure
		Classement des pièces reçues
		Relance du client avant signature
		Extraction des parties et des dates`),
	plans: lines(`
		Recherche plein texte dans les minutes
		Générateur de statuts
		Comparaison de deux versions d'un contrat
		Portail de dépôt des pièces`),
	needs: lines(`
		Achat d'un appartement sur plan
		Divorce par consentement mutuel
		Création d'une société
		Recouvrement d'une facture impayée
		Succession avec des héritiers à l'étranger
		Rédaction d'un bail commercial
		Demande de titre de séjour`),
	services: lines(`
		Acte de vente immobilière
		Constitution de société
		Règlement d'une succession
		Contentieux commercial, première instance
		Rédaction d'un pacte d'associés
		Abonnement juridique annuel
		Constat de l'état des lieux`),
	calls: lines(`
		Le client demande où en est l'acte ; la signature est fixée à lundi.
		Pièce manquante : l'extrait de naissance sera apporté demain.
		Demande de rendez-vous pour une donation entre époux.
		Un confrère demande un report d'audience ; transmis à l'avocat.
		Question sur les frais de notaire ; une estimation est envoyée.`),
	said: lines(`
		L'an deux mille vingt-six, le douze mars, par-devant nous, notaire soussigné.
		Je vous appelle au sujet de la succession de mon oncle.
		Nous demandons au tribunal de débouter la partie adverse de toutes ses prétentions.
		Le compromis peut-il être signé par procuration ?
		Constatons une fissure verticale de deux mètres sur le mur de façade.
		Quels documents dois-je apporter pour la création de la société ?`),
};
