/** The demo's customers: the seed document's three, and others of their kinds in the five regions. */
import type { Region } from "./regions.ts";

export type Kind = "school" | "medical" | "legal";

export interface DemoTenant {
	region: Region;
	kind: Kind;
	name: string;
	slug: string;
	adminEmail: string;
	/** Who signed the contract; logs in with the address above. */
	director: string;
	metadata: Record<string, string | number>;
	plan: string;
	status: string;
	/** Requests on an ordinary working day: customers are as uneven as life. */
	daily: number;
	/** Days before the demo's end on which the contract began, and, of those that left, on which it ended. */
	since: number;
	until: number;
	language: string;
}

/** One a line: name | slug | administrator's address | director | city | number of pupils, or speciality | contract; a contract is plan, status, daily, since, until, language. */
function customers(region: Region, kind: Kind, table: string): DemoTenant[] {
	return table
		.trim()
		.split("\n")
		.map((line) => {
			const [name, slug, adminEmail, director, city, what, contract] = cells(line, " | ", 7);
			const [plan, status, daily, since, until, language] = cells(contract, " ", 6);
			const detail = kind === "school" ? { students_count: Number(what) } : { speciality: what };
			return {
				...{ region, kind, name, slug, adminEmail, director, plan, status, language },
				...{ daily: Number(daily), since: Number(since), until: Number(until) },
				metadata: { type: kind, ...detail, city },
			};
		});
}

type Cells<N extends number, Got extends string[] = []> = Got["length"] extends N ? Got : Cells<N, [...Got, string]>;

function cells<N extends number>(text: string, separator: string, count: N): Cells<N> {
	const found = text.trim().split(separator);
	if (found.length !== count) throw new Error(`${count} cells are wanted: ${text}`);
	return found as Cells<N>;
}

export const tenants: readonly DemoTenant[] = [
	...customers(
		"DZ",
		"school",
		`
		École Ibn Khaldoun Alger | ecole-ibn-khaldoun-alger | admin@ecole-ibn-khaldoun.dz | Amina Boudiaf | Alger | 500 | pro active 38 402 0 fr
		Groupe Scolaire Les Glycines | groupe-les-glycines-alger | direction@lesglycines.dz | Sofiane Rahmani | Alger | 1850 | enterprise active 104 380 0 fr
		مدرسة النور الخاصة | madrassat-ennour-setif | idara@ennour-setif.dz | مريم بن علي | سطيف | 420 | pro active 27 344 0 ar
		Lycée Privé El Amel | lycee-el-amel-constantine | contact@lycee-elamel.dz | Farid Bensalem | Constantine | 610 | pro active 31 310 0 fr
		ثانوية الفارابي الخاصة | thanawiyat-el-farabi-annaba | idara@elfarabi-annaba.dz | إبراهيم منصوري | عنابة | 280 | free active 9 266 0 ar
		Institut Supérieur Tassili | institut-tassili-tizi-ouzou | scolarite@institut-tassili.dz | Lydia Ouali | Tizi Ouzou | 740 | pro active 34 288 0 fr
		Maternelle Yasmine | maternelle-yasmine-bejaia | bonjour@maternelle-yasmine.dz | Kenza Kaci | Béjaïa | 95 | free trial 4 26 0 fr`,
	),
	...customers(
		"DZ",
		"medical",
		`
		Clinique El Djazair | clinique-el-djazair | admin@clinique-eldjazair.dz | Djamel Hamidi | Hussein Dey | multidisciplinary | enterprise active 78 371 0 fr
		عيادة الشفاء | iyadat-echifa-blida | istiqbal@echifa-blida.dz | خالد زروقي | البليدة | general | pro active 19 330 0 ar
		Cabinet Dentaire Dr. Meziane | cabinet-dentaire-meziane | cabinet@dr-meziane.dz | Yacine Meziane | Alger | dental | free active 6 301 0 fr
		Laboratoire Ibn Sina | laboratoire-ibn-sina-oran | accueil@labo-ibnsina.dz | Nadia Taleb | Oran | laboratory | pro active 29 276 0 fr
		Imagerie Médicale Les Oliviers | imagerie-les-oliviers-tlemcen | rdv@imagerie-lesoliviers.dz | Reda Ziani | Tlemcen | radiology | pro active 23 211 0 fr`,
	),
	...customers(
		"DZ",
		"legal",
		`
		Étude Notariale Belhadi Oran | etude-belhadi-oran | contact@etude-belhadi.dz | Rachid Belhadi | Oran | notary | pro active 13 391 0 fr
		Cabinet Haddad & Associés | cabinet-haddad-associes | secretariat@haddad-avocats.dz | Samira Haddad | Alger | business | enterprise active 42 358 0 fr
		مكتب الأستاذة بن يوسف للمحاماة | maktab-benyoucef-constantine | maktab@benyoucef-mouhamat.dz | سارة بن يوسف | قسنطينة | family | pro active 12 294 0 ar
		Étude Notariale Cherif | etude-cherif-batna | etude@notaire-cherif.dz | Mourad Cherif | Batna | notary | free trial 3 19 0 fr
		Huissier de Justice Ouali | huissier-ouali-ghardaia | office@huissier-ouali.dz | Hakim Ouali | Ghardaïa | bailiff | free suspended 5 320 74 fr`,
	),
	...customers(
		"CH",
		"school",
		`
		École Internationale Belle-Rive | ecole-belle-rive-montreux | admissions@ecole-bellerive.ch | Valérie Chappuis | Montreux | 390 | enterprise active 36 349 0 fr
		Privatschule Aarehof | privatschule-aarehof-bern | sekretariat@aarehof-schule.ch | Thomas Aebischer | Bern | 210 | pro active 14 233 0 de`,
	),
	...customers(
		"CH",
		"medical",
		`
		Cabinet Dr. Dupont Genève | cabinet-dupont-geneve | admin@cabinet-dupont.ch | Olivier Dupont | Genève | general | enterprise active 24 398 0 fr
		Centre Médical des Vergers | centre-medical-vergers-lausanne | direction@cm-vergers.ch | Laure Monney | Lausanne | multidisciplinary | enterprise active 61 364 0 fr
		Cabinet dentaire Zbinden | cabinet-zbinden-fribourg | cabinet@dentiste-zbinden.ch | Cédric Zbinden | Fribourg | dental | pro active 9 255 0 fr`,
	),
	...customers(
		"CH",
		"legal",
		`
		Étude Rochat & Favre | etude-rochat-favre | etude@rochat-favre.ch | Grégoire Rochat | Lausanne | business | pro active 18 317 0 fr
		Studio notarile Bernasconi | notaio-bernasconi-lugano | studio@notaio-bernasconi.ch | Chiara Bernasconi | Lugano | notary | free trial 3 33 0 it`,
	),
	...customers(
		"FR",
		"school",
		`
		Lycée Privé des Traboules | lycee-des-traboules-lyon | secretariat@lycee-traboules.fr | Hélène Perrin | Lyon | 820 | pro active 33 339 0 fr
		École Bilingue du Canal | ecole-bilingue-du-canal | contact@ecole-du-canal.fr | Guillaume Lemoine | Paris | 460 | enterprise active 29 305 0 fr
		Cours Lumière | cours-lumiere-lille | bonjour@cours-lumiere.fr | Nora Vasseur | Lille | 130 | free trial 5 38 0 fr`,
	),
	...customers(
		"FR",
		"medical",
		`
		Maison de Santé des Tilleuls | maison-sante-tilleuls-rennes | accueil@msp-tilleuls.fr | Mathilde Hubert | Rennes | general | pro active 21 326 0 fr
		Radiologie du Lez | radiologie-du-lez | rdv@radiologie-dulez.fr | Vincent Delmas | Montpellier | radiology | enterprise active 47 353 0 fr
		Cabinet Dr. Nguyen | cabinet-nguyen-marseille | cabinet@dr-nguyen.fr | Béatrice Nguyen | Marseille | general | free active 5 199 0 fr
		Centre Dentaire des Capitouls | centre-dentaire-capitouls | gestion@dentaire-capitouls.fr | Bruno Gaillard | Toulouse | dental | pro suspended 16 312 41 fr`,
	),
	...customers(
		"FR",
		"legal",
		`
		SCP Lefèvre & Morin, notaires | scp-lefevre-morin-bordeaux | scp@lefevre-morin.fr | Caroline Lefèvre | Bordeaux | notary | pro active 15 283 0 fr
		Cabinet Khelifi Avocats | cabinet-khelifi-paris | cabinet@khelifi-avocats.fr | Inès Khelifi | Paris | immigration | pro active 22 241 0 fr
		Étude Garnier, commissaires de justice | etude-garnier-nantes | etude@garnier-justice.fr | Adrien Garnier | Nantes | bailiff | free cancelled 7 335 128 fr`,
	),
	...customers(
		"BE",
		"school",
		`
		Institut Sainte-Aldegonde | institut-sainte-aldegonde-namur | direction@sainte-aldegonde.be | Françoise Dumont | Namur | 540 | pro active 20 298 0 fr
		Basisschool De Zonnebloem | basisschool-de-zonnebloem-gent | info@zonnebloem-gent.be | Lotte Goossens | Gent | 185 | free active 6 222 0 nl`,
	),
	...customers(
		"BE",
		"medical",
		`
		Cabinet Médical Vandenberghe | cabinet-vandenberghe-bruxelles | cabinet@dr-vandenberghe.be | Koen Vandenberghe | Bruxelles | paediatrics | pro active 17 271 0 fr
		Kinésithérapie Meunier | kine-meunier-charleroi | contact@kine-meunier.be | Benoît Meunier | Charleroi | physiotherapy | free cancelled 4 290 163 fr`,
	),
	...customers(
		"BE",
		"legal",
		`
		Étude De Clercq & Peeters | etude-declercq-peeters-liege | etude@declercq-peeters.be | Charlotte De Clercq | Liège | notary | enterprise active 26 332 0 fr`,
	),
	...customers(
		"CA",
		"school",
		`
		Collège des Érables | college-des-erables-montreal | registraire@college-erables.ca | Geneviève Tremblay | Montréal | 970 | enterprise active 44 341 0 fr
		École Atlas de Laval | ecole-atlas-laval | info@ecole-atlas.ca | Amal Mansour | Laval | 310 | pro active 16 187 0 fr`,
	),
	...customers(
		"CA",
		"medical",
		`
		Clinique Santé Boréale | clinique-sante-boreale | accueil@sante-boreale.ca | Étienne Bouchard | Québec | general | pro active 25 308 0 fr
		Lakeshore Family Clinic | lakeshore-family-clinic | office@lakeshore-clinic.ca | Sarah MacDonald | Ottawa | general | pro trial 8 44 0 en`,
	),
	...customers(
		"CA",
		"legal",
		`
		Étude Gagnon Lavoie, notaires | etude-gagnon-lavoie | notaires@gagnon-lavoie.ca | Jean-Philippe Gagnon | Montréal | notary | pro active 14 262 0 fr`,
	),
];

/** The id that the seed document's example of linking a user names. */
const SEED_EXAMPLE = { slug: "ecole-ibn-khaldoun-alger", id: "550e8400-e29b-41d4-a716-446655440000" };

/** The document's id for the customer that it links users to; undefined where any will do. */
export function idOf({ slug }: DemoTenant): string | undefined {
	return slug === SEED_EXAMPLE.slug ? SEED_EXAMPLE.id : undefined;
}
