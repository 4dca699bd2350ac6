import { DAYS, END } from "../calendar.ts";
import { below, chance, localTime, pickFrom, textArray } from "../expressions.ts";

/** What customers of a kind ask for; a word that stands twice is asked for twice as often. */
const asked = {
	school:
		"chat chat chat chat chat search search embedding embedding ocr transcription translation translation quiz quiz",
	medical:
		"transcription transcription transcription transcription summary summary summary chat chat chat ocr ocr search",
	legal: "ocr ocr ocr ocr chat chat chat search search embedding embedding summary summary transcription",
};

const ASKED = `(VALUES ${Object.entries(asked)
	.map(([kind, types]) => `('${kind}', ${textArray(types.split(" "))})`)
	.join(", ")}) AS asked (kind, types)`;

/** Tokens in and out, audio seconds and pages at most; milliseconds at least; euros a million tokens, an audio second, a page. */
const PRICES = `(VALUES
	('chat', 'chat', '{mistral-large, qwen2.5-72b, llama-3.3-70b}'::text[], 3400, 900, 0, 0, 420, 24, 0, 0),
	('search', 'search', '{bge-m3}', 240, 0, 0, 0, 35, 4, 0, 0),
	('embedding', 'embeddings', '{bge-m3}', 7800, 0, 0, 0, 60, 1, 0, 0),
	('summary', 'summaries', '{mistral-large, qwen2.5-72b}', 9200, 600, 0, 0, 900, 24, 0, 0),
	('translation', 'translations', '{nllb-200, qwen2.5-72b}', 1900, 1900, 0, 0, 380, 16, 0, 0),
	('quiz', 'chat', '{mistral-large}', 2600, 1400, 0, 0, 700, 24, 0, 0),
	('transcription', 'transcriptions', '{whisper-large-v3, whisper-medium-dz}', 0, 700, 1500, 0, 1600, 12, 0.001, 0),
	('ocr', 'ocr', '{surya-ocr, tesseract-5}', 0, 1200, 0, 28, 650, 8, 0, 0.015)
) AS price (
	type, endpoint, models, max_in, max_out, max_audio, max_pages, latency, per_million, per_second, per_page)`;

/** Share of an ordinary day's requests, by weekday, season and how long the demo's year has run. */
const SHARE = `
	(CASE WHEN extract(isodow FROM d.day)::integer = ANY (c.weekend) THEN 0.06 ELSE 1 END)
	* (CASE WHEN c.kind = 'school' AND extract(month FROM d.day) IN (7, 8) THEN 0.12
	        WHEN c.kind = 'school' AND extract(month FROM d.day) IN (5, 6) THEN 1.25
	        WHEN extract(month FROM d.day) = 8 THEN 0.55
	        WHEN d.day BETWEEN '2025-12-22' AND '2026-01-03' THEN 0.3 ELSE 1 END)
	* (0.42 + 0.5 * d.n / ${DAYS}.0) * (0.7 + 0.6 * ${below(1000, 1)} / 1000)`;

const DAYS_OF_CUSTOMERS = `
SELECT c.*, keys.ids, keys.starts, keys.ends, d.n AS day_n, d.day, round(c.daily * ${SHARE})::integer AS requests
  FROM (SELECT n, date '${END}' - ${DAYS} + n AS day FROM generate_series(0, ${DAYS - 1}) AS n) AS d
  JOIN pg_temp.seed_customers c ON d.day > c.opened_at::date AND d.day < c.closed_at::date
  JOIN pg_temp.seed_keys keys ON keys.n = c.n
  CROSS JOIN LATERAL (SELECT c.n * 1000 + d.n AS h) AS key`;

/** Few requests are large: the product of two draws. */
const skewed = (limit: string, one: number, two: number) =>
	`CASE WHEN ${limit} > 0 THEN 1 + ${below(limit, one)} % (1 + ${below(limit, two)}) ELSE 0 END`;

const OPENS = "CASE c.kind WHEN 'legal' THEN 31500 ELSE 27900 END";

/** Most in the middle of the day. */
const SECONDS = `${OPENS} + (${below(36_000, 3)} + ${below(36_000, 4)}) / 2`;

/** `h` names the request; all that is known of it follows from it. OFFSET 0: each is worked out once. */
const REQUESTS = `
SELECT c.n, c.id, c.per_euro, c.user_ids, c.since, c.ids, c.starts, c.ends, h, ${localTime("c.day", SECONDS)} AS at,
       ${pickFrom("asked.types", 2)} AS type, ${chance(96, 5)} OR ${chance(10, 6)} AS served
  FROM (${DAYS_OF_CUSTOMERS}) AS c
  JOIN ${ASKED} USING (kind)
  CROSS JOIN LATERAL generate_series(1, c.requests) AS request
  CROSS JOIN LATERAL (SELECT ((c.n * 1000 + c.day_n) * 10000 + request)::bigint AS h) AS key
OFFSET 0`;

const MEASURED = `
SELECT r.*, price.endpoint, price.models, price.latency, price.per_million, price.per_second, price.per_page,
       ${skewed("max_in", 7, 8)} AS tokens_in,
       CASE WHEN served AND max_out > 0 THEN 1 + ${below("max_out", 9)} ELSE 0 END AS tokens_out,
       CASE WHEN served AND max_audio > 0 THEN ${below("(max_audio * 10)", 10)} / 10.0 ELSE 0 END AS audio,
       CASE WHEN served THEN ${skewed("max_pages", 11, 12)} ELSE 0 END AS pages,
       1 + ${below("pg_catalog.cardinality(user_ids)", 18)} AS who,
       1 + ${below("pg_catalog.cardinality(ids)", 17)} AS which
  FROM (${REQUESTS}) AS r
  JOIN ${PRICES} USING (type)
OFFSET 0`;

const COST = `
	round(((tokens_in + tokens_out * 3) * per_million / 1000000.0 + audio * per_second + pages * per_page) * per_euro, 6)`;

const FAILURES = `(ARRAY[429, 429, 400, 422, 500, 503])[1 + ${below(6, 19)}]`;

/** Made once, for jsonb that is built for each row takes its time. */
const CLIENTS = `(ARRAY['{"client": "web"}', '{"client": "web"}', '{"client": "mobile"}', '{"client": "api"}']::jsonb[])`;

/** A year of requests, in the order of time. */
export const usageEvents = `
INSERT INTO public.usage_events (
	tenant_id, api_key_id, user_id, event_type, endpoint, model, status_code, tokens_input, tokens_output,
	audio_seconds, ocr_pages, latency_ms, cost, metadata, created_at)
SELECT id, CASE WHEN at > starts[which] AND at < ends[which] THEN ids[which] ELSE ids[1] END,
       CASE WHEN ${chance(78, 13)} AND since[who] < at THEN user_ids[who] END,
       type, '/v1/' || endpoint, ${pickFrom("models", 14)}, CASE WHEN served THEN 200 ELSE ${FAILURES} END,
       tokens_in, tokens_out, audio, pages, latency + ${below("(latency * 2)", 15)} + tokens_out / 2,
       CASE WHEN served THEN ${COST} ELSE 0 END, ${CLIENTS}[1 + ${below(4, 16)}], at
  FROM (${MEASURED}) AS r
 ORDER BY at, h`;
