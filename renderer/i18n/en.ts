import { activity } from "./en/activity.ts";
import { adoption } from "./en/adoption.ts";
import { audit } from "./en/audit.ts";
import { certificates } from "./en/certificates.ts";
import { connection } from "./en/connection.ts";
import { desktop } from "./en/desktop.ts";
import { errors } from "./en/errors.ts";
import { explorer } from "./en/explorer.ts";
import { fleet } from "./en/fleet.ts";
import { help } from "./en/help.ts";
import { indexes } from "./en/indexes.ts";
import { isolation } from "./en/isolation.ts";
import { jobs } from "./en/jobs.ts";
import { migrations } from "./en/migrations.ts";
import { overview } from "./en/overview.ts";
import { plan } from "./en/plan.ts";
import { rehearsal } from "./en/rehearsal.ts";
import { rollback } from "./en/rollback.ts";
import { safety } from "./en/safety.ts";
import { scan } from "./en/scan.ts";
import { shell } from "./en/shell.ts";
import { snapshots } from "./en/snapshots.ts";
import { start } from "./en/start.ts";
import { tenancy } from "./en/tenancy.ts";
import { tenants } from "./en/tenants.ts";
import type { Forms } from "./forms.ts";

/** The English words, which every other language must have too. */
export const en = {
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

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string | Forms>;
