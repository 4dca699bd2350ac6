import type { JobContext } from "../../jobs.ts";
import type { Session } from "../../ports.ts";
import { quoteIdent } from "../../sql/quote.ts";
import { trusted } from "../demo-database.ts";
import { insertCustomers } from "./customers.ts";
import { dateSystemTenant } from "./past.ts";
import { apiKeys } from "./tables/api-keys.ts";
import { billingAccounts, creditTransactions } from "./tables/billing.ts";
import { crmDeals, crmLeads } from "./tables/crm.ts";
import { knowledgeBase } from "./tables/knowledge-base.ts";
import { orchestratorState } from "./tables/orchestrator-state.ts";
import { pmeAnalyses } from "./tables/pme-analyses.ts";
import { projects } from "./tables/projects.ts";
import { usageEvents } from "./tables/usage-events.ts";
import { voiceConversations, voiceTranscriptions } from "./tables/voice.ts";
import { bmadWorkflows, boltWorkflows } from "./tables/workflows.ts";

/** Each stands on what those before it left. */
const tables = {
	api_keys: apiKeys,
	usage_events: usageEvents,
	projects,
	knowledge_base: knowledgeBase,
	bolt_workflows: boltWorkflows,
	bmad_workflows: bmadWorkflows,
	orchestrator_state: orchestratorState,
	voice_conversations: voiceConversations,
	voice_transcriptions: voiceTranscriptions,
	crm_leads: crmLeads,
	crm_deals: crmDeals,
	billing_accounts: billingAccounts,
	credit_transactions: creditTransactions,
	pme_analyses: pmeAnalyses,
};

/**
 * Half of the time would go into looking up, row by row, what each foreign key points at. The rows are the same every time and a
 * test looks all of them up, so here the triggers that do it are off; only a superuser may do that. All else is done as the owner, in
 * support's mode: row security is in force and lets that through.
 */
const BEGIN = `
SET session_replication_role = replica;
SET SESSION AUTHORIZATION ${quoteIdent(trusted.user)};
BEGIN;
SET LOCAL TimeZone = 'UTC';
SET LOCAL work_mem = '64MB';
SET LOCAL synchronous_commit = off;
SELECT public.enable_superadmin_mode()`;

/** A year of forty-odd customers, in one transaction: all of it is there, or nothing. `admin`: a session of the superuser. */
export async function seedCustomers(admin: Session, { report, signal }: JobContext): Promise<void> {
	const of = Object.keys(tables).length;
	await admin.execute(BEGIN);
	await admin.execute(dateSystemTenant);
	await insertCustomers(admin);
	for (const [at, [table, sql]] of Object.entries(tables).entries()) {
		signal.throwIfAborted();
		report({ kind: "step", text: `Filling the tables: ${table}`, done: at + 1, of });
		await admin.execute(sql, { maxRows: 0 });
	}
	await admin.execute("SELECT public.disable_superadmin_mode(); COMMIT; RESET SESSION AUTHORIZATION");
	report({ kind: "step", text: "Counting what the planner wants to know" });
	await admin.execute("ANALYZE");
}
