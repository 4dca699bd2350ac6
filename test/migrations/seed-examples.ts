/**
 * Every SQL example of the document that this set was ordered with, to the letter, comments included: quoted input, not ours.
 * Its two patterns (an index and a policy for "{table}") are no SQL; `indexPattern` is the one whose names bind.
 */

export const indexPattern = `CREATE INDEX idx_{table}_tenant ON {table}(tenant_id);
CREATE INDEX idx_{table}_tenant_created ON {table}(tenant_id, created_at DESC);`;

export const functions = `-- Set current tenant for session (call at request start)
SELECT set_tenant('tenant-uuid-here');

-- Get current tenant from session
SELECT get_current_tenant();

-- Check if current session is super-admin
SELECT is_superadmin();

-- Enable super-admin mode (support/supervision)
SELECT enable_superadmin_mode();`;

export const superadmin = `-- Enable super-admin mode
SELECT enable_superadmin_mode();

-- Now can see all tenants' data
SELECT * FROM projects;  -- All tenants visible`;

export const tenants = `-- List all tenants
SELECT id, name, region, plan, status, created_at
FROM tenants
ORDER BY created_at DESC;

-- Default system tenant should exist
SELECT * FROM tenants
WHERE id = '00000000-0000-0000-0000-000000000000';`;

export const tenantColumns = `-- Verify tenant_id exists on all tables
SELECT
    table_name,
    column_name,
    data_type,
    is_nullable
FROM information_schema.columns
WHERE column_name = 'tenant_id'
ORDER BY table_name;`;

export const indexes = `-- List all tenant_id indexes
SELECT
    schemaname,
    tablename,
    indexname
FROM pg_indexes
WHERE indexname LIKE '%tenant%'
ORDER BY tablename;`;

export const school = `INSERT INTO tenants (name, slug, region, plan, status, admin_email, metadata)
VALUES (
    'École Ibn Khaldoun Alger',
    'ecole-ibn-khaldoun-alger',
    'DZ',
    'pro',
    'active',
    'admin@ecole-ibn-khaldoun.dz',
    '{"type": "school", "students_count": 500, "city": "Alger"}'::jsonb
)
RETURNING id;`;

export const medicalOffice = `INSERT INTO tenants (name, slug, region, plan, status, admin_email, metadata)
VALUES (
    'Cabinet Dr. Dupont Genève',
    'cabinet-dupont-geneve',
    'CH',
    'enterprise',
    'active',
    'admin@cabinet-dupont.ch',
    '{"type": "medical", "speciality": "general", "city": "Genève"}'::jsonb
)
RETURNING id;`;

export const lawFirm = `INSERT INTO tenants (name, slug, region, plan, status, admin_email, metadata)
VALUES (
    'Étude Notariale Belhadi Oran',
    'etude-belhadi-oran',
    'DZ',
    'pro',
    'active',
    'contact@etude-belhadi.dz',
    '{"type": "legal", "speciality": "notary", "city": "Oran"}'::jsonb
)
RETURNING id;`;

export const linkUser = `-- Add user to tenant as admin
INSERT INTO tenant_users (tenant_id, user_id, role)
VALUES (
    '550e8400-e29b-41d4-a716-446655440000',  -- tenant_id
    1,                                         -- user_id
    'admin'
);

-- List all users for a tenant
SELECT
    u.id,
    u.email,
    u.full_name,
    tu.role,
    tu.created_at
FROM tenant_users tu
JOIN users u ON tu.user_id = u.id
WHERE tu.tenant_id = '550e8400-e29b-41d4-a716-446655440000'
ORDER BY tu.created_at;`;

export const rollback007 = `-- Rollback migration 007 (remove tenant_id)
BEGIN;

ALTER TABLE projects DROP COLUMN IF EXISTS tenant_id CASCADE;
ALTER TABLE knowledge_base DROP COLUMN IF EXISTS tenant_id CASCADE;
ALTER TABLE bolt_workflows DROP COLUMN IF EXISTS tenant_id CASCADE;
ALTER TABLE orchestrator_state DROP COLUMN IF EXISTS tenant_id CASCADE;
ALTER TABLE bmad_workflows DROP COLUMN IF EXISTS tenant_id CASCADE;

DROP TABLE IF EXISTS voice_transcriptions CASCADE;
DROP TABLE IF EXISTS voice_conversations CASCADE;
DROP TABLE IF EXISTS crm_leads CASCADE;
DROP TABLE IF EXISTS crm_deals CASCADE;
DROP TABLE IF EXISTS billing_accounts CASCADE;
DROP TABLE IF EXISTS credit_transactions CASCADE;
DROP TABLE IF EXISTS pme_analyses CASCADE;

COMMIT;`;

export const rollback006 = `-- Rollback migration 006 (remove tenants infrastructure)
BEGIN;

DROP TABLE IF EXISTS usage_events CASCADE;
DROP TABLE IF EXISTS api_keys CASCADE;
DROP TABLE IF EXISTS tenant_users CASCADE;
DROP TABLE IF EXISTS tenants CASCADE;

COMMIT;`;

export const isolation = `-- Create 2 test tenants
INSERT INTO tenants (name, slug, region, admin_email)
VALUES
    ('Test Tenant A', 'test-tenant-a', 'DZ', 'a@test.com'),
    ('Test Tenant B', 'test-tenant-b', 'DZ', 'b@test.com')
RETURNING id;

-- Create project for Tenant A
INSERT INTO projects (tenant_id, name, description)
VALUES (
    (SELECT id FROM tenants WHERE slug = 'test-tenant-a'),
    'Secret Project A',
    'This should only be visible to Tenant A'
);

-- Verify isolation: Tenant B should not see Tenant A's projects
SELECT *
FROM projects
WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'test-tenant-b');
-- Should return 0 rows`;

export const indexUse = `SELECT * FROM pg_stat_user_indexes WHERE indexrelname LIKE '%tenant%';`;
