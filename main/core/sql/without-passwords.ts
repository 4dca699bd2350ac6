/** A literal: in quotes, with doubled ones in it, or between dollars. Cut off at the end of the text it counts too. */
const LITERAL = String.raw`(?:[EUN]&?)?'(?:[^']|'')*(?:'|$)|\$(\w*)\$[\s\S]*?(?:\$\2\$|$)`;

/** PASSWORD '…' of roles and of user mappings. */
const AFTER_KEYWORD = new RegExp(String.raw`\b(PASSWORD\s+)(?:${LITERAL})`, "gi");
/** password=… in a connection string, as subscriptions and dblink have it. */
const IN_STRING = /\b((?:ssl)?password\s*=\s*)(?:''(?:[^']|'''')*''|\\'[^']*|[^\s'"]+)/gi;

/** SQL for people, in errors and lists: without the passwords that stand in it. */
export function withoutPasswords(sql: string): string {
	return sql.replace(AFTER_KEYWORD, "$1'…'").replace(IN_STRING, "$1…");
}
