import type { CertificateBody } from "../../contract/index.ts";
import type { Connections } from "../connections/registry.ts";
import type { JobContext } from "../jobs.ts";
import type { Ports } from "../ports.ts";

/** The run that a certificate is for. */
export interface Certifying {
	deps: { ports: Ports; connections: Connections };
	connection: string;
	job: JobContext;
	/** The id that the run's ledger entries have. */
	run: string;
	kind: CertificateBody["kind"];
}
