export interface SharedPerson {
	name: string;
	email: string;
	locale: string;
	role: "admin" | "member" | "viewer";
	/** Slugs of the customers. */
	works: readonly string[];
}

/** People who work for more than one customer: accountants, substitutes, trainers, translators. */
export const sharedPeople: readonly SharedPerson[] = [
	{
		...{ name: "Hassiba Bouchama", email: "h.bouchama@fiduciaire-bouchama.dz", locale: "fr-DZ", role: "viewer" },
		works: ["ecole-ibn-khaldoun-alger", "groupe-les-glycines-alger", "clinique-el-djazair", "cabinet-haddad-associes"],
	},
	{
		...{ name: "عبد الرحمن قاسمي", email: "a.kacimi@turjuman-kacimi.dz", locale: "ar-DZ", role: "member" },
		works: ["maktab-benyoucef-constantine", "etude-belhadi-oran", "etude-cherif-batna"],
	},
	{
		...{ name: "Toufik Hadjadj", email: "toufik@hadjadj-formation.dz", locale: "fr-DZ", role: "member" },
		works: ["lycee-el-amel-constantine", "madrassat-ennour-setif", "thanawiyat-el-farabi-annaba"],
	},
	{
		...{ name: "Fella Sahraoui", email: "f.sahraoui@remplacements-medicaux.dz", locale: "fr-DZ", role: "member" },
		works: ["clinique-el-djazair", "iyadat-echifa-blida"],
	},
	{
		...{ name: "Thierry Crausaz", email: "thierry.crausaz@fiduciaire-crausaz.ch", locale: "fr-CH", role: "viewer" },
		works: ["cabinet-dupont-geneve", "centre-medical-vergers-lausanne", "cabinet-zbinden-fribourg"],
	},
	{
		...{ name: "Noémie Girardin", email: "n.girardin@traductions-girardin.ch", locale: "fr-CH", role: "member" },
		works: ["etude-rochat-favre", "notaio-bernasconi-lugano", "privatschule-aarehof-bern"],
	},
	{
		...{ name: "Romain Besson", email: "romain@besson-informatique.fr", locale: "fr-FR", role: "admin" },
		works: ["lycee-des-traboules-lyon", "radiologie-du-lez", "centre-dentaire-capitouls", "scp-lefevre-morin-bordeaux"],
	},
	{
		...{ name: "Yasmine Teixeira", email: "y.teixeira@interim-sante.fr", locale: "fr-FR", role: "member" },
		works: ["maison-sante-tilleuls-rennes", "radiologie-du-lez"],
	},
	{
		...{ name: "Quentin Lambert", email: "quentin.lambert@it-lambert.be", locale: "fr-BE", role: "admin" },
		works: ["institut-sainte-aldegonde-namur", "cabinet-vandenberghe-bruxelles", "etude-declercq-peeters-liege"],
	},
	{
		...{ name: "Mélanie Côté", email: "melanie@cote-conseil.ca", locale: "fr-CA", role: "member" },
		works: ["college-des-erables-montreal", "ecole-atlas-laval", "clinique-sante-boreale"],
	},
	{
		...{ name: "Nadia Benhaddou", email: "nadia.benhaddou@auditeurs-sans-bornes.org", locale: "fr-FR", role: "viewer" },
		works: [
			"ecole-ibn-khaldoun-alger",
			"ecole-bilingue-du-canal",
			"ecole-atlas-laval",
			"institut-sainte-aldegonde-namur",
		],
	},
];
