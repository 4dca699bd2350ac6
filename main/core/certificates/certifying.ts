import type { CertificateBody } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import type { JobContext } from "../jobs.ts";
import type { Ports } from "../ports.ts";
import type { Seeing } from "../scan/see-as-tenants.ts";

/** The run that a certificate is for. */
export interface Certifying {
	deps: { ports: Ports; connections: Connections };
	connection: string;
	job: JobContext;
	/** The id that the run's ledger entries have. */
	run: string;
	kind: CertificateBody["kind"];
	/** What tenants see is asked before and after. */
	seeing?: Seeing | undefined;
}
