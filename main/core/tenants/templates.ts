/** What a new tenant's settings and metadata begin with, by the kind of customer. The product reads settings; people read metadata. */
import type { TenantTemplate } from "../../contract/index.ts";

/** Everything that a product of this kind switches; a template says which are on. */
const modules = ["projects", "knowledge_base", "voice", "ocr", "crm", "billing", "analyses"] as const;

const switched = (...on: (typeof modules)[number][]): Record<string, boolean> =>
	Object.fromEntries(modules.map((name) => [name, on.includes(name)]));

export const templates: readonly TenantTemplate[] = [
	{ id: "blank", settings: {}, metadata: {} },
	{
		id: "school",
		settings: {
			locale: "fr",
			modules: switched("projects", "knowledge_base", "ocr"),
			// A school's year, by months.
			calendar: { year_starts: 9, year_ends: 6 },
			roles: { teachers: "member", parents: "viewer" },
			privacy: { minors: true, record_audio: false, retention_days: 365 },
		},
		metadata: { kind: "school" },
	},
	{
		id: "medical",
		settings: {
			locale: "fr",
			modules: switched("voice", "ocr", "knowledge_base", "billing"),
			transcription: { vocabulary: "medical", review_required: true },
			roles: { doctors: "admin", assistants: "member" },
			// Health data: nothing trains a model, what was dictated goes once it is transcribed, who looked is written down.
			privacy: { health_data: true, use_for_training: false, audio_retention_days: 0, log_reads: true },
			session: { idle_minutes: 10 },
		},
		metadata: { kind: "medical" },
	},
	{
		id: "law",
		settings: {
			locale: "fr",
			modules: switched("projects", "knowledge_base", "voice", "ocr", "crm", "billing"),
			transcription: { vocabulary: "legal", review_required: true },
			roles: { lawyers: "admin", clerks: "member", clients: "viewer" },
			// Professional secrecy; files of a case are kept for ten years after it is closed.
			privacy: { professional_secrecy: true, use_for_training: false, retention_days: 3650, log_reads: true },
			session: { idle_minutes: 15 },
		},
		metadata: { kind: "law" },
	},
];

export function templateOf(id: TenantTemplate["id"] | undefined): TenantTemplate | undefined {
	return templates.find((each) => each.id === id);
}
