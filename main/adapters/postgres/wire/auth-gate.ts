/**
 * What a server may ask for before it is told our password, and when its Ok counts. A hostile one could ask for the password in the clear
 * or as MD5, leave channel binding out, or say Ok without the proof that SCRAM owes us; the driver would go along with all of it.
 */
import type { Authentication, ChannelBinding } from "../../../contract/index.ts";
import { ConnectFault } from "../connect-failure.ts";
import type { Body } from "./message-shape.ts";

export interface AuthPolicy {
	tls: boolean;
	/** The link does not leave this machine. */
	local: boolean;
	channelBinding: ChannelBinding;
	refuseMd5: boolean;
}

/** AuthenticationRequest codes (PostgreSQL, "Message Formats"). */
const OK = 0;
const CLEARTEXT = 3;
const MD5 = 5;
const SASL = 10;
const SASL_CONTINUE = 11;
const SASL_FINAL = 12;
const others = new Map([
	[2, "Kerberos V5"],
	[7, "GSSAPI"],
	[9, "SSPI"],
]);

/** RFC 7677's least, and PostgreSQL's default: fewer make the password cheap to guess for whoever posed as the server. */
const LEAST_ITERATIONS = 4_096;

export class AuthGate {
	readonly #policy: AuthPolicy;
	#state: "begun" | "asked" | "sasl" | "sasl-continued" | "proven" | "done" = "begun";
	#method: Authentication = "none";

	constructor(policy: AuthPolicy) {
		this.#policy = policy;
	}

	/** How the login was done. */
	get method(): Authentication {
		return this.#method;
	}

	/** Throws ConnectFault for what must not be answered. */
	check({ bytes, start, end }: Body): void {
		const code = bytes.readInt32BE(start);
		const text = bytes.subarray(start + 4, end).toString("latin1");
		if (this.#state === "done") throw refused("the server goes on about the login after its end");
		switch (code) {
			case OK:
				this.#accept();
				break;
			case CLEARTEXT:
				this.#askOnce(end - start === 4);
				this.#mayBeClear();
				break;
			case MD5:
				this.#askOnce(end - start === 8);
				this.#mayBeMd5();
				break;
			case SASL:
				this.#mayBeScram(text);
				break;
			case SASL_CONTINUE:
				this.#next("sasl", "sasl-continued");
				enoughIterations(text);
				break;
			case SASL_FINAL:
				this.#next("sasl-continued", "proven");
				break;
			default:
				throw refused(
					`the server asks for a login by ${others.get(code) ?? `a way unknown to us (${code})`}`,
					otherWays,
				);
		}
	}

	#accept(): void {
		if (this.#state === "sasl" || this.#state === "sasl-continued") {
			throw refused("the server did not prove that it knows the password", hostile);
		}
		if (this.#policy.channelBinding === "require" && this.#method !== "scram-sha-256-plus") {
			throw refused("the server lets us in without channel binding, which this connection requires", hostile);
		}
		this.#state = "done";
	}

	/** A server asks once: one that asks again collects answers. */
	#askOnce(wellFormed: boolean): void {
		if (!wellFormed) throw refused("the server asks for a password in a way that cannot be read");
		if (this.#state !== "begun") throw refused("the server asks for the password again and again", hostile);
		if (this.#policy.channelBinding === "require") {
			throw refused(
				"the server asks for the password without channel binding, which this connection requires",
				hostile,
			);
		}
		this.#state = "asked";
	}

	#mayBeClear(): void {
		if (!this.#policy.tls && !this.#policy.local) {
			throw refused("the server asks for the password in the clear, without TLS; it was not sent", hostile);
		}
		this.#method = "password";
	}

	#mayBeMd5(): void {
		if (this.#policy.refuseMd5) {
			throw refused("the server asks for an MD5 password, which is refused on production", md5Ways);
		}
		this.#method = "md5";
	}

	#mayBeScram(text: string): void {
		if (this.#state !== "begun") throw refused("the server asks for the password again and again", hostile);
		if (!text.endsWith("\0\0")) throw refused("the server's ways of logging in cannot be read");
		const mechanisms = text.slice(0, -2).split("\0");
		const { tls, channelBinding } = this.#policy;
		const bound = mechanisms.includes("SCRAM-SHA-256-PLUS");
		if (bound && !tls) throw refused("the server offers channel binding on a link without TLS", hostile);
		if (channelBinding === "require" && !bound) {
			throw refused("the server does not offer channel binding, which this connection requires", hostile);
		}
		if (!bound && !mechanisms.includes("SCRAM-SHA-256")) {
			throw refused("the server asks for a login by none of the SCRAM mechanisms that we know", otherWays);
		}
		this.#method = bound && channelBinding !== "disable" ? "scram-sha-256-plus" : "scram-sha-256";
		this.#state = "sasl";
	}

	#next(from: "sasl" | "sasl-continued", to: "sasl-continued" | "proven"): void {
		if (this.#state !== from) throw refused("the server's login is out of order", hostile);
		this.#state = to;
	}
}

function enoughIterations(text: string): void {
	const [, count] = /(?:^|,)i=(\d+)(?:,|$)/.exec(text) ?? [];
	// Without a count the driver refuses it.
	if (count !== undefined && Number(count) < LEAST_ITERATIONS) {
		throw refused(
			`the server wants the password hashed ${count} times only; ${LEAST_ITERATIONS} are the least`,
			weakHash,
		);
	}
}

const hostile =
	"Something in between may pose as the server: check the address, and use sslmode verify-full. The password was not given away.";
const otherWays = "Let pg_hba.conf ask for scram-sha-256 from this address.";
const md5Ways =
	"Set password_encryption to scram-sha-256 and the password anew, or allow MD5 in this connection's settings knowingly.";
const weakHash = "Raise scram_iterations on the server and set the password anew.";

const refused = (message: string, hint?: string) => new ConnectFault("authentication", message, hint);
