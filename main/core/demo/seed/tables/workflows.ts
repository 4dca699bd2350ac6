/** Bolt's automations and BMAD's plans. */
import { END } from "../calendar.ts";
import { below, between, chance, member, moment, perCustomer, pick, pickFrom } from "../expressions.ts";

const triggers = ["schedule", "webhook", "email", "new-row"];
const inputs = ["crm_leads", "knowledge_base", "inbox", "calendar"];
const work = ["classify", "summarize", "extract", "translate"];
const ends = ["send-email", "send-sms", "write-row", "ask-human"];
const states = ["active", "active", "active", "draft", "paused", "archived"];

export const boltWorkflows = `
INSERT INTO public.bolt_workflows (
	tenant_id, name, description, definition, status, last_run_at, created_by, created_at)
SELECT c.id, ${pickFrom("w.workflows", 1)}, CASE WHEN ${chance(60, 2)} THEN ${pickFrom("w.aims", 3)} END,
       jsonb_build_object(
         'trigger', jsonb_build_object('type', ${pick(triggers, 4)}, 'every', ${between(5, 60, 5)}),
         'steps', jsonb_build_array(
           jsonb_build_object('do', 'fetch', 'from', ${pick(inputs, 6)}),
           jsonb_build_object('do', ${pick(work, 7)}, 'model', 'mistral-large'),
           jsonb_build_object('do', ${pick(ends, 8)}))),
       life.status,
       CASE WHEN life.status IN ('active', 'paused')
            THEN at + (least(c.closed_at, '${END}') - at) * (${between(60, 99, 9)} / 100.0) END,
       ${member("at", 10)}, at
  FROM ${perCustomer("3 + c.daily / 6", 4)}
  CROSS JOIN LATERAL (SELECT ${moment(11)} AS at, ${pick(states, 13)} AS status) AS life
 ORDER BY at, h`;

export const bmadWorkflows = `
INSERT INTO public.bmad_workflows (tenant_id, name, phase, agent, artifacts, status, created_by, created_at)
SELECT c.id, ${pickFrom("w.plans", 1)}, (ARRAY['analysis', 'planning', 'solutioning', 'implementation'])[phase],
       (ARRAY['analyst', 'product-owner', 'architect', 'developer'])[phase],
       jsonb_build_object(
         'brief', ${pickFrom("w.aims", 2)}, 'stories', phase * ${between(0, 7, 3)}, 'reviewed', phase > 2),
       CASE WHEN phase = 4 AND ${chance(50, 4)} THEN 'done' WHEN ${chance(12, 5)} THEN 'archived'
            WHEN phase = 1 AND ${chance(40, 6)} THEN 'draft' ELSE 'active' END,
       ${member("at", 7)}, at
  FROM ${perCustomer("2 + c.daily / 8", 5)}
  CROSS JOIN LATERAL (SELECT ${moment(8)} AS at, 1 + ${below(4, 10)} AS phase) AS life
 ORDER BY at, h`;
