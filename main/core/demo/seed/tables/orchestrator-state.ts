import { between, chance, moment, perCustomer, pick, textArray, uuid } from "../expressions.ts";

const steps = ["fetch", "classify", "draft", "send"];
const faults = ["the mail server did not answer", "model quota exceeded", "row not found", "timed out after 30 s"];

/** A run, and the step that it reached: some wait for a person there, some failed. */
const RUNS = `
SELECT c.id, h, ${uuid("run")} AS run_id, ${pick(["bolt", "bolt", "bolt", "voice", "bmad"], 1)} AS kind, at,
       CASE WHEN ${chance(45, 2)} THEN ${steps.length} ELSE ${between(1, steps.length, 3)} END AS reached,
       ${between(2, 90, 4)} AS pace, ${chance(4, 5)} AS failed, ${chance(5, 6)} AS waits
  FROM ${perCustomer("8 + c.daily * 5", 6)}
  CROSS JOIN LATERAL (SELECT ${moment(7)} AS at) AS moment
OFFSET 0`;

const STEPS = `
SELECT run.*, n, at + (n - 1) * pace * interval '1 second' AS began,
       CASE WHEN n < reached OR NOT (failed OR waits) THEN 'done'
            WHEN failed THEN 'failed' ELSE 'waiting' END AS status
  FROM (${RUNS}) AS run
  CROSS JOIN LATERAL generate_series(1, reached) AS n`;

export const orchestratorState = `
INSERT INTO public.orchestrator_state (
	tenant_id, run_id, workflow_kind, step, status, attempt, state, error, started_at, finished_at, created_at)
SELECT id, run_id, kind, (${textArray(steps)})[n], status, CASE status WHEN 'failed' THEN 3 ELSE 1 END,
       jsonb_build_object('items', ${between(1, 40, 8)}, 'step', n, 'of', ${steps.length}),
       CASE status WHEN 'failed' THEN ${pick(faults, 9)} END,
       began, CASE WHEN status <> 'waiting' THEN began + pace * interval '1 second' END, began
  FROM (${STEPS}) AS step
 ORDER BY began, h, n`;
