import { activity } from "./ar/activity.ts";
import { adoption } from "./ar/adoption.ts";
import { audit } from "./ar/audit.ts";
import { certificates } from "./ar/certificates.ts";
import { connection } from "./ar/connection.ts";
import { desktop } from "./ar/desktop.ts";
import { errors } from "./ar/errors.ts";
import { explorer } from "./ar/explorer.ts";
import { fleet } from "./ar/fleet.ts";
import { help } from "./ar/help.ts";
import { indexes } from "./ar/indexes.ts";
import { isolation } from "./ar/isolation.ts";
import { jobs } from "./ar/jobs.ts";
import { migrations } from "./ar/migrations.ts";
import { overview } from "./ar/overview.ts";
import { plan } from "./ar/plan.ts";
import { rehearsal } from "./ar/rehearsal.ts";
import { rollback } from "./ar/rollback.ts";
import { safety } from "./ar/safety.ts";
import { scan } from "./ar/scan.ts";
import { shell } from "./ar/shell.ts";
import { snapshots } from "./ar/snapshots.ts";
import { start } from "./ar/start.ts";
import { tenancy } from "./ar/tenancy.ts";
import { tenants } from "./ar/tenants.ts";
import type { Messages } from "./en.ts";

/** The Arabic words; each file of them is held against its English one by its type. */
export const ar: Messages = {
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
