import { lines, type Words } from "./topic.ts";

/** In German, Dutch, Italian and English: one customer each. */
export const wordsOther: readonly Words[] = [
	{
		kind: "school",
		language: "de",
		projects: lines(`
			Anmeldungen 2026/27
			Zeugnisse und Lernberichte
			Digitale Bibliothek
			Elternportal
			Vorbereitung auf die Matura`),
		aims: lines(`
			Alle Unterlagen an einem Ort, Erinnerungen gehen von selbst hinaus.
			Weniger Anrufe im Sekretariat während des Unterrichts.
			Fragen der Eltern auch am Abend beantworten.`),
		documents: lines(`
			Schulordnung
			Prüfungsplan
			Merkblatt für neue Eltern
			Protokoll der Klassenkonferenz
			Stundenplan`),
		sentences: lines(`
			Absenzen sind innert zweier Tage schriftlich zu begründen.
			Die Bibliothek ist montags bis donnerstags bis 18 Uhr offen.
			Das Schulgeld kann in drei Raten bezahlt werden.
			Mobiltelefone bleiben während des Unterrichts ausgeschaltet.`),
		workflows: lines(`
			Erinnerung bei fehlenden Unterlagen
			Versand der Zeugnisse
			Meldung von Absenzen`),
		plans: lines(`
			Lernassistent für Mathematik
			App für Eltern`),
		needs: lines(`
			Platz in der Tagesschule
			Besuchstermin mit beiden Eltern
			Wechsel während des Schuljahres`),
		services: lines(`
			Schuljahr, Tagesschule
			Stützkurs, zehn Lektionen
			Ferienkurs`),
		calls: lines(`
			Eine Mutter fragt nach dem Anmeldeschluss.
			Ein Vater meldet seinen Sohn bis Donnerstag krank.
			Termin mit der Schulleitung am Dienstag um zehn.`),
		said: lines(`
			Guten Tag, gibt es noch freie Plätze in der dritten Klasse?
			Meine Tochter hat morgen einen Arzttermin.
			Wir beginnen heute mit den linearen Gleichungen.`),
	},
	{
		kind: "school",
		language: "nl",
		projects: lines(`
			Inschrijvingen 2026-2027
			Rapporten per trimester
			Digitale boekenkast
			Ouderportaal`),
		aims: lines(`
			Alle dossiers op één plek, met herinneringen die vanzelf vertrekken.
			Minder telefoontjes tijdens de les.
			Vragen van ouders ook 's avonds beantwoorden.`),
		documents: lines(`
			Schoolreglement
			Kalender van de toetsen
			Onthaalboekje voor ouders
			Verslag van de klassenraad`),
		sentences: lines(`
			Elke afwezigheid wordt binnen twee dagen schriftelijk gemeld.
			De opvang is open van 7 tot 18 uur.
			Het schoolgeld kan in drie schijven worden betaald.`),
		workflows: lines(`
			Herinnering bij ontbrekende documenten
			Rapporten versturen
			Melding van afwezigheid`),
		plans: lines(`
			Leeshulp voor de tweede graad
			App voor ouders`),
		needs: lines(`
			Plaats in de eerste kleuterklas
			Rondleiding met de ouders
			Verandering van school`),
		services: lines(`
			Schooljaar, met opvang
			Bijles, tien lessen
			Vakantiekamp`),
		calls: lines(`
			Een moeder vraagt naar de laatste dag om in te schrijven.
			Een vader meldt dat zijn dochter ziek is tot donderdag.`),
		said: lines(`
			Goedemorgen, is er nog plaats in de derde klas?
			Mijn zoon komt morgen niet, hij moet naar de tandarts.`),
	},
	{
		kind: "legal",
		language: "it",
		projects: lines(`
			Archivio digitale degli atti
			Modelli di compravendita
			Successioni in corso`),
		aims: lines(`
			Ritrovare una clausola in vent'anni di atti.
			Sapere ogni mattina quali termini scadono.`),
		documents: lines(`
			Atto di compravendita
			Procura generale
			Statuto di società anonima
			Inventario successorio`),
		sentences: lines(`
			Il venditore dichiara che l'immobile è libero da ipoteche.
			Il prezzo è stato pagato con bonifico, di cui si dà quietanza.
			Le parti eleggono domicilio presso lo studio del notaio.`),
		workflows: lines(`
			Controllo dei documenti prima della firma
			Scadenzario dei termini`),
		plans: lines(`
			Ricerca nell'archivio degli atti
			Confronto tra due versioni`),
		needs: lines(`
			Acquisto di un appartamento a Lugano
			Costituzione di una società`),
		services: lines(`
			Atto di compravendita
			Costituzione di società`),
		calls: lines(`
			Il cliente chiede la data della firma, fissata a lunedì.
			Manca un certificato; sarà consegnato domani.`),
		said: lines(`
			Buongiorno, chiamo per la successione di mia zia.
			Quali documenti devo portare per l'atto?`),
	},
	{
		kind: "medical",
		language: "en",
		projects: lines(`
			Telephone booking
			Dictated visit notes
			Vaccination reminders
			Paper charts to digital`),
		aims: lines(`
			Nobody waits on hold while the front desk is busy.
			Find a lab result in under a minute.
			Cut missed appointments by half.`),
		documents: lines(`
			Sterilization protocol
			Informed consent
			After-hours procedure
			Immunization schedule
			Fee guide`),
		sentences: lines(`
			The patient has fasted for at least six hours.
			Results are posted to the secure portal within two days.
			Every known allergy stands at the top of the chart.
			A follow-up visit is booked three weeks later.`),
		workflows: lines(`
			Appointment reminder by text message
			Dictation to chart
			Prescription renewal request`),
		plans: lines(`
			Phone assistant for the front desk
			Search across scanned charts`),
		needs: lines(`
			New patient, moved to the city
			Occupational health for a small company
			Prenatal care`),
		services: lines(`
			Full health check
			Occupational health, yearly contract
			Flu clinic on site`),
		calls: lines(`
			The patient moves Monday's visit to Thursday at 4:15.
			Question about fasting before blood work; instructions read out.
			Prescription renewal passed on to the physician.`),
		said: lines(`
			Hello, could I come in earlier if a spot opens up?
			Fifty-two-year-old patient, blood pressure well controlled.
			Do I need to fast before tomorrow's test?`),
	},
];
