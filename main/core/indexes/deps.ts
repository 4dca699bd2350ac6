import type { Connections } from "../connections/registry.ts";
import type { Ports } from "../ports.ts";

export interface IndexesDeps {
	ports: Ports;
	connections: Connections;
}
