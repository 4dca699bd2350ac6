import type { Connections } from "../connections/registry.ts";
import type { Ports } from "../ports.ts";

/** What the explanations work with. */
export interface RowDeps {
	ports: Ports;
	connections: Connections;
}
