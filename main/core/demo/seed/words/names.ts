/** First and last names by region. Those in Arabic script have a Latin form too, for e-mail addresses. */
import type { Region } from "../regions.ts";

export interface Name {
	/** As the person writes it. */
	text: string;
	latin: string;
}

interface NamePool {
	first: readonly Name[];
	last: readonly Name[];
}

const latin = (names: string): Name[] =>
	names
		.trim()
		.split(/\s+/)
		.map((text) => ({ text, latin: text }));

/** `"مريم Meryem, …"` */
const arabic = (pairs: string): Name[] =>
	pairs
		.trim()
		.split(/,\s+/)
		.map((pair) => {
			const at = pair.lastIndexOf(" ");
			return { text: pair.slice(0, at), latin: pair.slice(at + 1) };
		});

const maghreb: NamePool = {
	first: latin(`
		Amina Yacine Karim Samira Nadia Sofiane Lydia Rachid Meriem Walid Imane Farid Assia Nassim
		Houria Djamel Kenza Mourad Rym Hakim Selma Tarek Lamia Bilal Wassila Reda Chahinez Abdelkader
		Fella Mehdi Souad Riad Dalila Anis Zohra Hichem Nawel Toufik Sabrina Ilyes`),
	last: latin(`
		Benali Haddad Meziane Belkacem Cherif Boudiaf Mansouri Hamidi Saïdi Kaci Ouali Bensalem Zerrouki
		Brahimi Amrani Khelifi Larbi Taleb Ferhat Guerroudj Bouzid Rahmani Slimani Djebbar Ziani
		Messaoudi Aït-Ahmed Benyoucef Mokrani Hadjadj Lounis Touati Bencherif Medjdoub Ghezali Sahraoui
		Bouchama Tebbal Kadri Yahiaoui`),
};

const maghrebArabic: NamePool = {
	first: arabic(`
		مريم Meryem, يوسف Youcef, فاطمة Fatima, أمين Amine, خديجة Khadidja, عبد الرحمن Abderrahmane,
		سارة Sara, محمد Mohamed, ليلى Leila, إبراهيم Ibrahim, نور الهدى Nourelhouda, عمر Omar,
		هاجر Hadjer, أيوب Ayoub, رانية Rania, خالد Khaled`),
	last: arabic(`
		بن علي Benali, حداد Haddad, بوزيد Bouzid, منصوري Mansouri, بن يوسف Benyoucef, شريف Cherif,
		زروقي Zerrouki, قاسمي Kacimi, رحماني Rahmani, سعيدي Saidi, بلقاسم Belkacem, عمراني Amrani,
		طالب Taleb, مرابط Merabet, بوعلام Boualem, دحماني Dahmani`),
};

const romand: NamePool = {
	first: latin(`
		Camille Luc Nathalie Olivier Élodie Mathieu Chloé Sébastien Valérie Yann Aurélie Cédric Laure
		Grégoire Sandrine Loïc Céline Jérôme Manon Thierry Anne-Sophie Fabrice Noémie Alain Delphine
		Marc`),
	last: latin(`
		Rochat Favre Dupont Monney Bovet Chappuis Jaquet Perret Cornu Zbinden Blanc Aubert Girardin
		Pittet Rey Crausaz Vuilleumier Gremaud Berset Mottier Clerc Dubuis Piguet Sciboz Zufferey
		Bernasconi`),
};

const french: NamePool = {
	first: latin(`
		Julie Antoine Claire Nicolas Margaux Thomas Hélène Guillaume Inès Vincent Pauline Mathilde
		Romain Béatrice Adrien Sophie Hugo Caroline Étienne Léa Damien Isabelle Maxime Agathe Nora Bruno
		Yasmine Rémi`),
	last: latin(`
		Martin Lefèvre Morin Garnier Rousseau Fontaine Chevalier Marchand Lemoine Barbier Renard Colin
		Gaillard Picard Roussel Perrin Dumas Leclercq Poirier Nguyen Khelifi Delmas Charpentier Vasseur
		Maillard Hubert Besson Teixeira`),
};

const belgian: NamePool = {
	first: latin(`
		Sofie Pieter Amélie Bart Charlotte Wouter Émilie Koen Lotte Benoît Ines Dries Marie Tom
		Françoise Jonas Nele Quentin Hanne Laurent Mehdi Els`),
	last: latin(`
		Peeters Janssens Maes Vandenberghe Dubois Lambert Claes Meunier Wouters Mertens Dumont Goossens
		Leclercq Hermans Lemaire Desmet Willems Simon Declercq Bogaert Charlier Benhaddou`),
};

const canadian: NamePool = {
	first: latin(`
		Geneviève Marc-André Émilie Simon Catherine Jean-Philippe Audrey Mathieu Isabelle Olivier
		Mélanie Francis Sarah Étienne Joanie Alexandre Noémie Patrick Stéphanie William Amal Xavier`),
	last: latin(`
		Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger
		Lévesque Bergeron Leblanc Girard Simard Boucher Caron Mansour MacDonald`),
};

export const namesOf: Record<Region, NamePool> = {
	DZ: maghreb,
	CH: romand,
	FR: french,
	BE: belgian,
	CA: canadian,
};

/** For the tenants that write in Arabic. */
export const arabicNames: NamePool = maghrebArabic;

/** As an address has it: without accents, spaces and hyphens, in lower case. */
export function asciiOf(name: string): string {
	return name
		.normalize("NFD")
		.replaceAll(/[^A-Za-z]/g, "")
		.toLowerCase();
}
