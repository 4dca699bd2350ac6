import { END } from "../calendar.ts";
import { below, chance, member, moment, perCustomer, pickFrom } from "../expressions.ts";

export const projects = `
INSERT INTO public.projects (tenant_id, name, description, owner_id, status, created_at)
SELECT c.id, ${pickFrom("w.projects", 1)}, CASE WHEN ${chance(80, 2)} THEN ${pickFrom("w.aims", 3)} END,
       CASE WHEN ${chance(92, 4)} THEN ${member("at", 5)} END,
       CASE WHEN at > timestamptz '${END}' - interval '30 days' THEN 'active'
            ELSE (ARRAY['active', 'active', 'active', 'paused', 'archived'])[1 + ${below(5, 6)}] END, at
  FROM ${perCustomer("6 + c.daily / 2", 2)}
  CROSS JOIN LATERAL (SELECT ${moment(7)} AS at) AS moment
 ORDER BY at, h`;
