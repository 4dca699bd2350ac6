/** What follows from where a customer is. */
export type Region = "DZ" | "CH" | "FR" | "BE" | "CA";

export interface RegionFacts {
	currency: string;
	/** Units of that currency for one euro: rounded, and the same for ever. */
	perEuro: number;
	tz: string;
	/** ISO days of the week (1 is Monday) on which offices are shut. */
	weekend: readonly number[];
	/** Telephone number: how it begins (where a range is kept for fiction, that), and the form of its end for to_char. */
	phone: readonly [prefix: string, form: string];
	/** Tax number (see billing_accounts.tax_id), likewise. */
	taxId: readonly [prefix: string, form: string];
	/** Where people who are nobody's staff have their mail. */
	mail: readonly string[];
	streets: readonly string[];
}

export const regions: Record<Region, RegionFacts> = {
	DZ: {
		currency: "DZD",
		perEuro: 145,
		tz: "Africa/Algiers",
		weekend: [5, 6],
		phone: ["+213 5 50 ", 'FM00" "00" "00'],
		taxId: ["0990160", "FM00000000"],
		mail: ["courrier.dz", "poste-mail.dz", "example.com"],
		streets: ["rue Larbi Ben M'hidi", "boulevard Colonel Amirouche", "rue Didouche Mourad", "cité des 200 logements"],
	},
	CH: {
		currency: "CHF",
		perEuro: 0.95,
		tz: "Europe/Zurich",
		weekend: [6, 7],
		phone: ["+41 79 555 ", 'FM00" "00'],
		taxId: ["CHE-", 'FM000"."000"."000'],
		mail: ["boite.example.ch", "example.com", "example.org"],
		streets: ["rue de la Gare", "avenue de la Dôle", "chemin des Vignes"],
	},
	FR: {
		currency: "EUR",
		perEuro: 1,
		tz: "Europe/Paris",
		weekend: [6, 7],
		phone: ["+33 6 39 98 ", 'FM00" "00'],
		taxId: ["", 'FM000" "000" "000'],
		mail: ["boite.example.fr", "example.com", "example.net"],
		streets: ["rue Victor-Hugo", "place du Marché", "cours Gambetta", "rue des Écoles"],
	},
	BE: {
		currency: "EUR",
		perEuro: 1,
		tz: "Europe/Brussels",
		weekend: [6, 7],
		phone: ["+32 470 55 ", 'FM00" "00'],
		taxId: ["0", 'FM000"."000"."000'],
		mail: ["boite.example.be", "example.com", "example.org"],
		streets: ["rue de la Station", "Kerkstraat", "chaussée de Namur"],
	},
	CA: {
		currency: "CAD",
		perEuro: 1.5,
		tz: "America/Toronto",
		weekend: [6, 7],
		phone: ["+1 514 555 01", "FM00"],
		taxId: ["", 'FM000000000" RT0001"'],
		mail: ["courriel.example.ca", "example.com", "example.net"],
		streets: ["rue Saint-Denis", "chemin Sainte-Foy", "Bank Street", "boulevard Laurier"],
	},
};
