import { between, chance, member, moment, perCustomer, pick, pickFrom, someOf } from "../expressions.ts";

const DOCUMENTS = `
SELECT c.id, c.language, h, at, ${pickFrom("w.documents", 1)} AS title, ${between(1, 24, 2)} AS pages,
       ${someOf("w.sentences", between(2, 4, 3), 4)} AS content,
       ${pick(["pdf", "pdf", "pdf", "docx", "html", "txt"], 8)} AS form, ${member("at", 9)} AS created_by
  FROM ${perCustomer("40 + c.daily * 3", 3)}
  CROSS JOIN LATERAL (SELECT ${moment(10)} AS at) AS moment
OFFSET 0`;

export const knowledgeBase = `
INSERT INTO public.knowledge_base (tenant_id, title, content, source, mime_type, language, tokens, metadata, created_by, created_at)
SELECT id, title || CASE WHEN ${chance(60, 11)} THEN to_char(at, ' – MM/YYYY') ELSE to_char(at, ' YYYY') END, content,
       to_char(at, '"documents/"YYYY"/"MMDD-') || h % 100000 || '.' || form,
       CASE form WHEN 'pdf' THEN 'application/pdf' WHEN 'html' THEN 'text/html' WHEN 'txt' THEN 'text/plain'
                 ELSE 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' END,
       CASE WHEN ${chance(95, 12)} THEN language END, CASE WHEN ${chance(97, 13)} THEN length(content) / 4 END,
       jsonb_build_object('pages', pages, 'folder', ${pick(["Archives", "Direction", "Modèles", "Public", "Reçus"], 14)}),
       created_by, at
  FROM (${DOCUMENTS}) AS document
 ORDER BY at, h`;
