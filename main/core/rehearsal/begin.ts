import { FRESH_SESSION } from "../migrations/fresh-session.ts";

/** With the settings of a real run; a lock that cannot be had ends the rehearsal instead of keeping others waiting. */
export const BEGIN = `${FRESH_SESSION}; BEGIN; SET LOCAL row_security = off; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0`;
