import { between, chance, member, moment, perCustomer, pick, pickFrom, someOf } from "../expressions.ts";

const folders = ["Archives", "Direction", "Modèles", "Public", "Reçus"];

const DOCUMENTS = `
SELECT c.id, c.language, h, at, ${pickFrom("w.documents", 1)} AS title, ${between(1, 24, 2)} AS pages,
       ${someOf("w.sentences", between(2, 4, 3), 4)} AS content,
       ${pick(["pdf", "pdf", "pdf", "docx", "html", "txt"], 8)} AS form, ${member("at", 9)} AS created_by
  FROM ${perCustomer("40 + c.daily * 3", 3)}
  CROSS JOIN LATERAL (SELECT ${moment(10)} AS at) AS moment
OFFSET 0`;

const MIME_TYPES = `jsonb '{
	"pdf": "application/pdf", "html": "text/html", "txt": "text/plain",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}'`;

export const knowledgeBase = `
INSERT INTO public.knowledge_base (
	tenant_id, title, content, source, mime_type, language, tokens, metadata, created_by, created_at)
SELECT id, title || CASE WHEN ${chance(60, 11)} THEN to_char(at, ' – MM/YYYY') ELSE to_char(at, ' YYYY') END, content,
       to_char(at, '"documents/"YYYY"/"MMDD-') || h % 100000 || '.' || form, ${MIME_TYPES} ->> form,
       CASE WHEN ${chance(95, 12)} THEN language END, CASE WHEN ${chance(97, 13)} THEN length(content) / 4 END,
       jsonb_build_object('pages', pages, 'folder', ${pick(folders, 14)}), created_by, at
  FROM (${DOCUMENTS}) AS document
 ORDER BY at, h`;
