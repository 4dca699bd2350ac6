import type { Defect } from "./defect.ts";

/** Faults of indexes, constraints, triggers and counters. */
export const healthDefects: readonly Defect[] = [
	{
		sentence: "Table workshop.sessions has no index that begins with tenant_id.",
		// The table was made without one.
		sql: "",
	},
	{
		sentence: "Index workshop.idx_invoices_customer_again is idx_invoices_customer a second time.",
		sql: `
CREATE INDEX idx_invoices_customer ON workshop.invoices (customer, issued_on);
CREATE INDEX idx_invoices_customer_again ON workshop.invoices (customer, issued_on);`,
	},
	{
		sentence:
			"Index workshop.idx_invoices_customer_only is the beginning of idx_invoices_customer, and serves nothing more.",
		sql: "CREATE INDEX idx_invoices_customer_only ON workshop.invoices (customer);",
	},
	{
		sentence: "Index public.idx_usage_events_tenant_newest is idx_usage_events_tenant_created a second time.",
		sql: `
CREATE INDEX IF NOT EXISTS idx_usage_events_tenant_newest ON public.usage_events (tenant_id, created_at DESC);`,
	},
	{
		sentence:
			"Foreign key workshop.invoice_lines (invoice_id) has no index: each invoice that is deleted reads all the lines.",
		// The key was made without one.
		sql: "",
	},
	{
		sentence:
			"Index workshop.idx_visits_referrer is larger than its table's rows are worth, and nothing has ever used it.",
		sql: "CREATE INDEX idx_visits_referrer ON workshop.visits (referrer, user_agent);",
	},
	{
		sentence:
			"Trigger keep_amount on workshop.invoices is disabled: amounts can be changed after the invoice was issued.",
		sql: `
CREATE FUNCTION workshop.refuse_new_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.amount <> OLD.amount THEN
		RAISE EXCEPTION 'an invoice keeps its amount';
	END IF;
	RETURN NEW;
END
$$;
ALTER FUNCTION workshop.refuse_new_amount() OWNER TO iafactory;
CREATE TRIGGER keep_amount BEFORE UPDATE ON workshop.invoices
	FOR EACH ROW EXECUTE FUNCTION workshop.refuse_new_amount();
ALTER TABLE workshop.invoices DISABLE TRIGGER keep_amount;`,
	},
	{
		sentence: "Constraint invoices_amount_sign on workshop.invoices is NOT VALID, and three old rows break it.",
		sql: `
UPDATE workshop.invoices SET amount = -amount WHERE id IN (7, 77, 777);
ALTER TABLE workshop.invoices ADD CONSTRAINT invoices_amount_sign CHECK (amount > 0) NOT VALID;`,
	},
	{
		sentence: "Counter of workshop.tickets.id, an integer, has 0.2 % of its numbers left.",
		sql: "SELECT setval('workshop.tickets_id_seq', 2143000000);",
	},
];

/** A build that breaks off, which it can only do outside a transaction. */
export const invalidIndex = {
	sentence:
		"Index workshop.idx_sessions_user is invalid, left by CREATE UNIQUE INDEX CONCURRENTLY over rows that are not unique.",
	sql: "CREATE UNIQUE INDEX CONCURRENTLY idx_sessions_user ON workshop.sessions (user_email)",
	/** unique_violation: how that build ends. */
	fails: "23505",
};
