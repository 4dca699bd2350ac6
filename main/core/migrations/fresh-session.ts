/**
 * What an earlier file may have set for the session is undone: role, settings, temporary tables. Files do not see each other's. Strings
 * are read as they were cut, whatever the database's default: there a backslash is a backslash.
 */
export const FRESH_SESSION =
	"RESET SESSION AUTHORIZATION; RESET ALL; DISCARD TEMP; SET standard_conforming_strings = on";
