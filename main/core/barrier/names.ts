/**
 * Names of the barrier. The tenant is in the name of the *one-time login*, which nobody can change but who may make roles: no setting, no
 * function and no SET ROLE moves it.
 */

/** The role that stands behind the policies; a one-time login is a member of it and of nothing else. */
export const VIEWER = "bulkhead_viewer";
/** The policy on each tenant table. */
export const POLICY = "bulkhead_viewer";
export const LOGIN_PREFIX = "bulkhead_view_";

/** Hexadecimal digits that tell two logins of one tenant apart; the password is what is secret. */
const RANDOM = 8;
/** Bytes of a name (NAMEDATALEN) that are left for the tenant. */
const ROOM = 63 - LOGIN_PREFIX.length - 1 - RANDOM;
/** In front of a tenant's id that is written in hexadecimal: a plain one has no dot. */
const HEX = "x.";

/** Undefined where the id is longer than a name has room for. `random`: RANDOM hexadecimal digits or more. */
export function loginName(tenantId: string, random: string): string | undefined {
	const plain = /^[0-9a-z-]+$/.test(tenantId) ? tenantId : HEX + Buffer.from(tenantId).toString("hex");
	return plain.length > ROOM ? undefined : `${LOGIN_PREFIX}${plain}_${random.slice(0, RANDOM)}`;
}

const FROM = LOGIN_PREFIX.length + 1;
/** What is no tenant in a name: prefix, underscore, random digits. */
const AROUND = LOGIN_PREFIX.length + 1 + RANDOM;
const ME = "(SESSION_USER)::pg_catalog.text";

/** SQL of a text: the tenant that the login's name holds. For a login of another kind it is nothing that a tenant is called. */
export const TENANT_OF_LOGIN = `CASE WHEN pg_catalog.substr(${ME}, ${FROM}, ${HEX.length}) OPERATOR(pg_catalog.=) '${HEX}'
	THEN pg_catalog.convert_from(pg_catalog.decode(pg_catalog.substr(${ME}, ${FROM + HEX.length}, pg_catalog.length(${ME}) OPERATOR(pg_catalog.-) ${AROUND + HEX.length}), 'hex'), 'UTF8')
	ELSE pg_catalog.substr(${ME}, ${FROM}, pg_catalog.length(${ME}) OPERATOR(pg_catalog.-) ${AROUND}) END`;

/** What a tenant's id may be at most, for people. */
export const ROOM_WORDS = `${ROOM} characters of a-z, 0-9 and -, or ${(ROOM - HEX.length) / 2} bytes of others`;
