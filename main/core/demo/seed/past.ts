/** What the database held before there were tenants: 001–005 are applied, and 007 will give all of it to the system tenant. */
import { below, between, chance, pick, someOf, textArray, uuid } from "./expressions.ts";
import { asciiOf } from "./words/names.ts";
import { past } from "./words/past-fr.ts";

const BEGAN = "timestamptz '2025-03-10 08:00+00'";
/** Days of that time; the first customer comes after it. */
const LASTED = 190;

const at = (salt: number) =>
	`${BEGAN} + ${below(LASTED, salt)} * interval '1 day' + ${below(32_000, salt + 1)} * interval '1 second'`;

const somebody = (salt: number) => between(1, past.team.length, salt);

/** So many keys `h`, each with the moment `at`. */
const keys = (count: number, table: number) => `generate_series(1, ${count}) AS k
  CROSS JOIN LATERAL (SELECT ${table}::bigint * 1000000 + k AS h) AS key
  CROSS JOIN LATERAL (SELECT ${at(90)} AS at) AS moment`;

const emails = past.team.map((name) => {
	const [first = "", ...last] = name.split(" ");
	return `${asciiOf(first)}.${asciiOf(last.join(""))}@iafactory.dz`;
});

const users = `
INSERT INTO public.users (email, full_name, locale, is_active, last_login_at, created_at)
SELECT email, name, 'fr-DZ', k % 7 <> 5, timestamptz '2026-10-31 17:00+00' - ${below(500, 1)} * interval '1 hour',
       ${BEGAN} - interval '5 days' + k * interval '3 days'
  FROM unnest(${textArray(emails)}, ${textArray(past.team)}) WITH ORDINALITY AS person (email, name, k)
  CROSS JOIN LATERAL (SELECT k AS h) AS key
 ORDER BY k`;

const projects = `
INSERT INTO public.projects (name, description, owner_id, status, created_at)
SELECT concat_ws(', ', ${pick(past.projects, 1)}, CASE WHEN k > ${past.projects.length} THEN 'étape ' || k % 5 + 1 END),
       ${pick(past.aims, 2)}, ${somebody(3)}, ${pick(["archived", "archived", "active", "paused"], 4)}, at
  FROM ${keys(36, 101)}
 ORDER BY at, h`;

const boltWorkflows = `
INSERT INTO public.bolt_workflows (name, description, definition, status, last_run_at, created_by, created_at)
SELECT ${pick(past.workflows, 1)}, ${pick(past.aims, 2)},
       jsonb_build_object('trigger', jsonb_build_object('type', 'schedule', 'every', ${between(5, 60, 3)})),
       ${pick(["active", "paused", "archived"], 4)}, at + ${between(1, 60, 5)} * interval '1 day', ${somebody(6)}, at
  FROM ${keys(22, 102)}
 ORDER BY at, h`;

const knowledgeBase = `
INSERT INTO public.knowledge_base (
	title, content, source, mime_type, language, tokens, metadata, created_by, created_at)
SELECT ${pick(past.documents, 1)} || to_char(at, ' – DD/MM/YYYY'), content,
       to_char(at, '"wiki/"YYYYMMDD-') || k || '.md', 'text/markdown', 'fr', length(content) / 4,
       jsonb_build_object('wiki', true), ${somebody(2)}, at
  FROM ${keys(150, 103)}
  CROSS JOIN LATERAL (SELECT ${someOf(textArray(past.sentences), 3, 3)} AS content) AS written
 ORDER BY at, h`;

const orchestratorState = `
INSERT INTO public.orchestrator_state (
	run_id, workflow_kind, step, status, state, started_at, finished_at, created_at)
SELECT ${uuid("past run")}, 'bolt', ${pick(["fetch", "classify", "send"], 1)},
       CASE WHEN ${chance(95, 2)} THEN 'done' ELSE 'failed' END, jsonb_build_object('items', ${between(1, 40, 3)}),
       at, at + ${between(1, 300, 4)} * interval '1 second', at
  FROM ${keys(420, 104)}
 ORDER BY at, h`;

const bmadWorkflows = `
INSERT INTO public.bmad_workflows (name, phase, agent, artifacts, status, created_by, created_at)
SELECT ${pick(past.plans, 1)} || ', version ' || k, 'implementation', 'developer',
       jsonb_build_object('brief', ${pick(past.aims, 2)}), ${pick(["done", "archived", "active"], 3)}, ${somebody(4)}, at
  FROM ${keys(14, 105)}
 ORDER BY at, h`;

export const pastTables: readonly string[] = [
	users,
	projects,
	boltWorkflows,
	knowledgeBase,
	orchestratorState,
	bmadWorkflows,
];

/** The system tenant is as old as what it was given. */
export const dateSystemTenant = `
UPDATE public.tenants SET created_at = ${BEGAN} - interval '7 days'
 WHERE id = '00000000-0000-0000-0000-000000000000'`;
