import { lines, type Words } from "./topic.ts";

export const medicalFr: Words = {
	kind: "medical",
	language: "fr",
	projects: lines(`
		Prise de rendez-vous par téléphone
		Comptes rendus dictés
		Rappels de vaccination
		Numérisation des anciens dossiers
		Courriers aux confrères
		Suivi des patients diabétiques
		Accueil de nuit
		Gestion des ordonnances
		Salle d'attente sans papier
		Téléconsultation
		Stock de consommables
		Questionnaires avant l'anesthésie`),
	aims: lines(`
		Que la secrétaire ne décroche plus pendant qu'un patient est devant elle.
		Retrouver un résultat d'analyse en moins d'une minute.
		Dicter pendant l'examen, relire et signer le soir même.
		Rappeler chaque patient deux jours avant son rendez-vous.
		Réduire les rendez-vous manqués de moitié.
		Garder les données de santé dans le pays.`),
	documents: lines(`
		Protocole de stérilisation
		Conduite à tenir devant une fièvre de l'enfant
		Tarifs des actes
		Consentement éclairé
		Préparation à la coloscopie
		Liste des médecins correspondants
		Procédure de garde
		Notice d'information sur l'IRM
		Calendrier vaccinal
		Charte de confidentialité
		Fiche de suivi postopératoire
		Conseils après une extraction dentaire`),
	sentences: lines(`
		Le patient est à jeun depuis au moins six heures.
		Les résultats sont remis en main propre ou déposés sur l'espace sécurisé.
		En cas de douleur persistante, rappeler le cabinet sans attendre.
		Les instruments sont contrôlés et étiquetés après chaque cycle.
		Le carnet de santé est demandé à chaque consultation pédiatrique.
		La garde est assurée par téléphone de 20 h à 7 h.
		Toute allergie connue figure en tête du dossier.
		Le tiers payant est appliqué sur présentation de la carte.
		Un second rendez-vous est fixé trois semaines plus tard.
		La dose est réduite de moitié chez l'insuffisant rénal.`),
	workflows: lines(`
		Rappel de rendez-vous par SMS
		Compte rendu dicté vers le dossier
		Tri des résultats de laboratoire
		Demande de renouvellement d'ordonnance
		Envoi du courrier au médecin traitant
		Liste d'attente en cas d'annulation`),
	plans: lines(`
		Standard téléphonique automatique
		Recherche dans les dossiers numérisés
		Préremplissage des certificats
		Tableau de bord des consultations
		Assistant de codage des actes`),
	needs: lines(`
		Premier rendez-vous, patient nouveau dans la ville
		Bilan de santé pour toute une entreprise
		Devis pour un implant dentaire
		Suivi de grossesse
		Visites médicales d'embauche
		Second avis avant une opération
		Soins à domicile pour une personne âgée`),
	services: lines(`
		Bilan de santé complet
		Médecine du travail, contrat annuel
		Traitement orthodontique
		Pose de deux implants
		Campagne de vaccination en entreprise
		Forfait de rééducation, 15 séances
		Imagerie pour la clinique voisine`),
	calls: lines(`
		Le patient déplace son rendez-vous de lundi à jeudi 16 h 15.
		Demande de renouvellement d'ordonnance, transmise au médecin.
		Une mère décrit une fièvre à 39 ; elle est passée à l'infirmière.
		Question sur le jeûne avant la prise de sang ; la consigne est lue.
		Annulation ; la place est proposée à la liste d'attente.
		Demande de résultats ; l'espace sécurisé est expliqué.`),
	said: lines(`
		Bonjour, j'aimerais avancer mon rendez-vous si une place se libère.
		Auscultation pulmonaire libre, pas de râles, saturation à quatre-vingt-dix-huit.
		Radiographie du genou droit de face et de profil : pas de lésion osseuse visible.
		Patiente de cinquante-deux ans, suivie pour une hypertension bien équilibrée.
		Est-ce que je dois venir à jeun demain matin ?
		Détartrage complet, pas de carie, contrôle dans six mois.
		Les résultats de mon fils sont-ils arrivés ?`),
};
