import {
	below,
	between,
	chance,
	member,
	moment,
	perCustomer,
	phone,
	pick,
	pickFrom,
	someOf,
	uuid,
} from "../expressions.ts";

const agents = ["accueil", "accueil", "rendez-vous", "assistant"];
const channels = ["phone", "phone", "phone", "web", "whatsapp", "mobile"];
const outcomes = [..."completed ".repeat(5).trim().split(" "), "transferred", "transferred", "abandoned", "failed"];
const models = ["whisper-large-v3", "whisper-large-v3", "whisper-medium-dz"];
const faults = ["the recording is empty", "no speech was found", "the file is damaged"];

/** Calls that the voice agent took: it comes with the plans that are paid for. */
export const voiceConversations = `
INSERT INTO public.voice_conversations (
	id, tenant_id, user_id, agent, channel, caller, language, status, turns, duration_seconds, summary, metadata,
	ended_at, created_at)
SELECT ${uuid("conversation")}, c.id, CASE WHEN ${chance(18, 1)} THEN ${member("at", 2)} END, ${pick(agents, 3)}, channel,
       CASE WHEN channel IN ('phone', 'whatsapp') THEN ${phone(4)} END,
       CASE WHEN c.region = 'DZ' AND ${chance(35, 5)} THEN 'ar' ELSE c.language END, outcome,
       CASE outcome WHEN 'failed' THEN 0 ELSE ${between(2, 24, 6)} END, seconds,
       CASE WHEN outcome IN ('completed', 'transferred') THEN ${pickFrom("w.calls", 7)} END,
       jsonb_build_object('satisfaction', ${between(1, 5, 8)}, 'first_call', ${chance(40, 9)}),
       at + seconds * interval '1 second', at
  FROM ${perCustomer("CASE c.plan WHEN 'free' THEN 0 ELSE 20 + c.daily * 5 END", 9)}
  CROSS JOIN LATERAL (
	SELECT ${moment(10)} AS at, ${pick(channels, 12)} AS channel, ${pick(outcomes, 13)} AS outcome,
	       round((8 + ${below(280, 14)} * (1 + ${below(30, 15)} / 10.0))::numeric, 1) AS seconds) AS call
 ORDER BY at, h`;

const CALLS = `
SELECT c.id, c.n, c.language, v.h, v.id AS conversation_id, v.user_id,
       v.ended_at + ${between(2, 40, 1)} * interval '1 second' AS at, v.duration_seconds AS seconds
  FROM (SELECT *, pg_catalog.hashtextextended(id::text, 2) AS h FROM public.voice_conversations) AS v
  JOIN pg_temp.seed_customers c ON c.id = v.tenant_id
 WHERE v.status IN ('completed', 'transferred')`;

const DICTATIONS = `
SELECT c.id, c.n, c.language, h, NULL, ${member("at", 2)}, at, round((15 + ${below(4000, 3)} / 10.0)::numeric, 1)
  FROM ${perCustomer("CASE WHEN c.plan = 'free' THEN 0 WHEN c.kind = 'school' THEN c.daily ELSE c.daily * 4 END", 10)}
  CROSS JOIN LATERAL (SELECT ${moment(4)} AS at) AS moment`;

/** What was said in those calls, and what was dictated. */
const RECORDINGS = `
SELECT r.*, CASE WHEN ${chance(97, 11)} THEN 'done' ELSE 'failed' END AS status
  FROM (${CALLS} UNION ALL ${DICTATIONS}) AS r`;

export const voiceTranscriptions = `
INSERT INTO public.voice_transcriptions (
	id, tenant_id, conversation_id, user_id, audio_uri, audio_seconds, language, model, transcript, confidence, status,
	error, created_at)
SELECT ${uuid("transcription")}, r.id, r.conversation_id, r.user_id,
       to_char(at, '"recordings/"YYYY/MM/DD/') || left(md5(h::text), 12) || '.ogg', seconds, r.language, ${pick(models, 5)},
       CASE status WHEN 'done' THEN ${someOf("w.said", between(1, 2, 6), 7)} END,
       CASE status WHEN 'done' THEN (700 + ${below(300, 9)}) / 1000.0 END, status,
       CASE status WHEN 'failed' THEN ${pick(faults, 10)} END, at
  FROM (${RECORDINGS}) AS r
  JOIN pg_temp.seed_words w USING (n)
 ORDER BY at, h`;
