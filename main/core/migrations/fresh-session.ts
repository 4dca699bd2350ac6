/** What an earlier file may have set for the session is undone: role, settings, temporary tables. Files do not see each other's. */
export const FRESH_SESSION = "RESET SESSION AUTHORIZATION; RESET ALL; DISCARD TEMP";
