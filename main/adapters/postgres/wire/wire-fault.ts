/** What came is not the protocol, or more of it than anybody should have to hold: the connection is over. */
export class WireFault extends Error {
	readonly hint: string;
	constructor(
		message: string,
		hint = "It is not PostgreSQL, or something in between garbles it: check host and port.",
	) {
		super(message);
		this.name = "WireFault";
		this.hint = hint;
	}
}
