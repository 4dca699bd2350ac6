import { END } from "../calendar.ts";
import { below, between, chance, member, moment, perCustomer, pick, textArray, uuid } from "../expressions.ts";

const kinds = ["diagnostic", "diagnostic", "financial", "market", "swot", "risk"];
const strengths = [
	...["clientèle fidèle", "trésorerie saine", "équipe qualifiée", "bonne réputation locale"],
	...["faible endettement", "carnet de commandes plein", "clientèle fidèle"],
];
const risks = [
	...["dépendance à un seul fournisseur", "délais de paiement longs", "pas de relève"],
	...["hausse des coûts de l'énergie", "stocks élevés"],
];

/** Two that stand beside one another. */
const STRENGTHS = `(${textArray(strengths)})[1 + first : 2 + first]`;

export const pmeAnalyses = `
INSERT INTO public.pme_analyses (
	id, tenant_id, company, sector, kind, fiscal_year, inputs, result, score, status, requested_by, completed_at, created_at)
SELECT ${uuid("analysis")}, c.id, w.companies[which], w.sectors[which], ${pick(kinds, 1)}, extract(year FROM at) - 1,
       jsonb_build_object('revenue', round(${between(80, 9000, 2)} * 1000 * c.per_euro), 'currency', c.currency,
                          'employees', ${between(2, 85, 3)}),
       CASE verdict.status WHEN 'done' THEN jsonb_build_object(
         'strengths', to_jsonb(${STRENGTHS}), 'risks', jsonb_build_array(${pick(risks, 6)}),
         'margin', round(${between(-40, 240, 7)} / 10.0, 1)) END,
       CASE verdict.status WHEN 'done' THEN ${between(180, 970, 8)} / 10.0 END, verdict.status, ${member("at", 9)},
       CASE WHEN verdict.status <> 'queued' THEN at + ${between(20, 900, 10)} * interval '1 second' END, at
  FROM ${perCustomer("4 + c.daily / 2", 11)}
  CROSS JOIN LATERAL (
	SELECT ${moment(11)} AS at, 1 + ${below("cardinality(w.companies)", 13)} AS which,
	       ${below(strengths.length - 1, 4)} AS first) AS drawn
  CROSS JOIN LATERAL (
	SELECT CASE WHEN at > timestamptz '${END}' - interval '2 days' THEN 'queued'
	            WHEN ${chance(96, 14)} THEN 'done' ELSE 'failed' END AS status) AS verdict
 ORDER BY at, h`;
