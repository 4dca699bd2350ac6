/** A link that does not leave this machine cannot be read on the way. Pure. */
export function staysOnMachine(host: string): boolean {
	return host.startsWith("/") || host === "localhost" || host === "::1" || host.startsWith("127.");
}
