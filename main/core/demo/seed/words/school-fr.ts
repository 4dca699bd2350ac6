import { lines, type Words } from "./topic.ts";

export const schoolFr: Words = {
	kind: "school",
	language: "fr",
	projects: lines(`
		Inscriptions 2026-2027
		Bulletins trimestriels
		Soutien en mathématiques
		Bibliothèque numérique
		Préparation au baccalauréat
		Portail des parents
		Cantine et allergies
		Transport scolaire
		Club de robotique
		Atelier de lecture
		Journées portes ouvertes
		Suivi des absences
		Orientation des terminales
		Semaine des langues`),
	aims: lines(`
		Réunir les dossiers en un seul endroit et relancer les familles automatiquement.
		Donner à chaque enseignant ses supports, classés par niveau.
		Réduire le temps passé au téléphone par le secrétariat.
		Répondre aux questions des parents le soir et le week-end.
		Repérer tôt les élèves qui décrochent.
		Préparer les conseils de classe avec des synthèses relues par les professeurs.
		Mesurer ce qui est utilisé et ce qui ne l'est pas avant la rentrée.`),
	documents: lines(`
		Règlement intérieur
		Calendrier des examens
		Livret d'accueil des parents
		Programme de sciences naturelles
		Procès-verbal du conseil de classe
		Menu de la cantine
		Consignes en cas d'évacuation
		Convention de stage
		Liste des fournitures
		Compte rendu de la réunion parents-professeurs
		Barème des frais de scolarité
		Projet d'établissement
		Fiche sanitaire type
		Guide de la plateforme pour les élèves`),
	sentences: lines(`
		Les absences doivent être justifiées par écrit dans les quarante-huit heures.
		Les examens blancs ont lieu dans la grande salle, de 8 h 30 à 12 h.
		Le dossier comprend un acte de naissance, deux photos et le certificat de scolarité.
		La cantine propose chaque jour un plat sans gluten sur demande.
		Les téléphones restent éteints pendant les cours et les évaluations.
		Le règlement peut se faire en trois tranches, sans frais.
		Les élèves de dernière année rencontrent le conseiller d'orientation deux fois par an.
		La bibliothèque est ouverte jusqu'à 18 h du lundi au jeudi.
		Tout médicament doit être remis à l'infirmerie avec l'ordonnance.
		Les moyennes sont arrêtées une semaine avant le conseil de classe.
		Le car dessert sept arrêts et part à 7 h 10 précises.
		Un tutorat par petits groupes est offert le mercredi après-midi.`),
	workflows: lines(`
		Relance des dossiers incomplets
		Envoi des bulletins
		Alerte d'absence aux parents
		Réponse aux demandes d'inscription
		Création des groupes de soutien
		Rappel des échéances de paiement
		Résumé des conseils de classe`),
	plans: lines(`
		Assistant de révision pour le bac
		Application mobile des parents
		Refonte de l'emploi du temps
		Moteur de recherche des cours
		Tableau de bord de la vie scolaire
		Chatbot des admissions`),
	needs: lines(`
		Inscription en première année primaire
		Place en internat pour la rentrée
		Renseignements sur la section bilingue
		Inscription de deux enfants, demande de réduction
		Changement d'établissement en cours d'année
		Cours de soutien en physique
		Visite de l'établissement avec les parents
		Formation du soir pour adultes`),
	services: lines(`
		Inscription annuelle
		Inscription de fratrie
		Pension complète
		Cours de soutien, forfait de 20 heures
		Stage de révision
		Abonnement au transport
		Formation continue des enseignants
		Location de la salle des fêtes`),
	calls: lines(`
		Une mère demande la date limite d'inscription ; elle est envoyée par SMS.
		Un père signale l'absence de son fils, grippé, jusqu'à jeudi.
		Question sur les frais de cantine ; le barème est expliqué.
		Demande de rendez-vous avec la directrice, fixé à mardi 10 h.
		Une élève a oublié son mot de passe ; il est réinitialisé.
		Demande d'attestation de scolarité, préparée pour demain.
		Le car a du retard ; l'appelant est rassuré.`),
	said: lines(`
		Bonjour, je voudrais savoir s'il reste des places en troisième année.
		Ma fille sera absente demain, elle a rendez-vous chez l'ophtalmologue.
		Est-ce que le paiement en trois fois est encore possible ?
		Nous reprenons au théorème de Thalès : deux droites sécantes, deux parallèles.
		Le conseil constate des progrès nets en français et une participation régulière.
		À quelle heure ferme la bibliothèque le mercredi ?
		Je vous rappelle pour l'attestation, elle n'est pas arrivée.
		La photosynthèse transforme l'énergie lumineuse en énergie chimique.`),
};
