/**
 * bulkhead://open/NAME, the connection's name percent-encoded: shows a saved connection, after a question. There is nothing else that
 * a link can say: no address, no password, no statement, nothing that is done.
 */
const LINK = /^bulkhead:\/\/open\/([^/?#\\]{1,1024})\/?$/i;
/** Characters of a connection's name. */
const LONGEST = 200;

/** The name that the link asks for; undefined for whatever is not exactly such a link. */
export function nameInLink(text: string): string | undefined {
	const encoded = LINK.exec(text)?.[1];
	if (encoded === undefined) return undefined;
	const name = decoded(encoded);
	if (name === undefined || name.length > LONGEST) return undefined;
	// What is not seen in a question is not asked for.
	return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(name) || name.trim() === "" ? undefined : name;
}

/** Of a start's arguments, the one that is a link. Others are not looked at. */
export function linkIn(argv: readonly string[]): string | undefined {
	return argv.slice(1).find((argument) => argument.toLowerCase().startsWith("bulkhead:"));
}

function decoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
