import type { Messages } from "./en.ts";
import { activity } from "./fr/activity.ts";
import { adoption } from "./fr/adoption.ts";
import { audit } from "./fr/audit.ts";
import { certificates } from "./fr/certificates.ts";
import { connection } from "./fr/connection.ts";
import { desktop } from "./fr/desktop.ts";
import { errors } from "./fr/errors.ts";
import { explorer } from "./fr/explorer.ts";
import { fleet } from "./fr/fleet.ts";
import { help } from "./fr/help.ts";
import { indexes } from "./fr/indexes.ts";
import { isolation } from "./fr/isolation.ts";
import { jobs } from "./fr/jobs.ts";
import { migrations } from "./fr/migrations.ts";
import { overview } from "./fr/overview.ts";
import { plan } from "./fr/plan.ts";
import { rehearsal } from "./fr/rehearsal.ts";
import { rollback } from "./fr/rollback.ts";
import { safety } from "./fr/safety.ts";
import { scan } from "./fr/scan.ts";
import { shell } from "./fr/shell.ts";
import { snapshots } from "./fr/snapshots.ts";
import { start } from "./fr/start.ts";
import { tenancy } from "./fr/tenancy.ts";
import { tenants } from "./fr/tenants.ts";

/** The French words; each file of them is held against its English one by its type. */
export const fr: Messages = {
	...shell,
	...desktop,
	...activity,
	...start,
	...tenancy,
	...connection,
	...safety,
	...overview,
	...migrations,
	...adoption,
	...plan,
	...rehearsal,
	...rollback,
	...snapshots,
	...certificates,
	...audit,
	...fleet,
	...tenants,
	...explorer,
	...isolation,
	...indexes,
	...scan,
	...jobs,
	...help,
	...errors,
};
