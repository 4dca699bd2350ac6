/** What a schema refuses, in words for people; never what was sent, for that may be a secret. */

/** A fault as the schemas tell it; the library's type is wider than what crosses its standard interface. */
export interface Fault {
	message: string;
	path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined;
	code?: string;
	origin?: string;
	minimum?: number | bigint;
	maximum?: number | bigint;
	expected?: string;
	values?: readonly unknown[];
	keys?: readonly string[];
	pattern?: string;
}

/** `field: what is asked of it`. */
export function faultWords(fault: Fault): string {
	const field = (fault.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".");
	return field === "" ? wordsOf(fault) : `${field}: ${wordsOf(fault)}`;
}

function wordsOf(fault: Fault): string {
	switch (fault.code) {
		case "too_small":
			return tooSmall(fault);
		case "too_big":
			return tooBig(fault);
		case "invalid_type":
			return `must be ${kinds[fault.expected ?? ""] ?? "something else"}`;
		case "invalid_value":
			return `must be ${(fault.values ?? []).map(String).join(" or ")}`;
		case "unrecognized_keys":
			return `has no ${(fault.keys ?? []).join(", ")}`;
		case "invalid_format":
			// A schema that says it better has words of its own.
			return fault.message === `Invalid string: must match pattern ${fault.pattern}`
				? "has another form"
				: fault.message;
		case "invalid_union":
			return "is of none of the kinds that fit here";
		default:
			return fault.message;
	}
}

const kinds: Record<string, string> = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	date: "a time",
	array: "a list",
	object: "an object with fields",
	record: "an object with fields",
};

function tooSmall({ origin, minimum = 0 }: Fault): string {
	if (origin === "string")
		return Number(minimum) <= 1 ? "must not be empty" : `must have at least ${minimum} characters`;
	if (origin === "array" || origin === "set")
		return Number(minimum) <= 1 ? "must not be empty" : `must have at least ${minimum} entries`;
	return `must be at least ${minimum}`;
}

function tooBig({ origin, maximum = 0 }: Fault): string {
	if (origin === "string") return `must have at most ${maximum} characters`;
	if (origin === "array" || origin === "set") return `must have at most ${maximum} entries`;
	return `must be at most ${maximum}`;
}
