import type { Connections } from "../connections/registry.ts";
import type { Ports } from "../ports.ts";

export interface DoctorDeps {
	ports: Ports;
	connections: Connections;
}
