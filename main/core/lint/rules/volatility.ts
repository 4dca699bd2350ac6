/** Which functions give another value on each call. */
import type { Expression, FunctionCall } from "../../ports.ts";
import type { Known, KnownFunction } from "../known.ts";

/** Of PostgreSQL and of the extensions that come with it, those that a default or a policy is likely to call. */
export const VOLATILE: ReadonlySet<string> = new Set(
	(
		"clock_timestamp currval gen_random_bytes gen_random_uuid gen_salt lastval nextval random random_normal set_config setval " +
		"timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7"
	).split(" "),
);

export const STEADY: ReadonlySet<string> = new Set(
	(
		"abs age array_append array_length array_to_string btrim ceil char_length coalesce concat concat_ws convert_to " +
		"current_setting date_part date_trunc decode encode extract floor format greatest has_table_privilege initcap " +
		"json_build_array json_build_object jsonb_array_length jsonb_build_array jsonb_build_object jsonb_typeof left length lower " +
		"lpad ltrim make_date make_interval make_timestamptz md5 now nullif pg_has_role position regexp_replace repeat replace " +
		"reverse right round rpad rtrim sha256 split_part statement_timestamp starts_with string_to_array strpos substr substring " +
		"to_char to_date to_json to_jsonb to_number to_timestamp transaction_timestamp translate trim trunc " +
		"txid_current_if_assigned upper"
	).split(" "),
);

/** Undefined where nobody can say: a function that is neither known nor made here, or one that may be put into the query. */
export function isVolatile(known: Known, call: FunctionCall): boolean | undefined {
	const own = known.functionsNamed(call).map(declared);
	if (own.length > 0) return own.every((each) => each === own[0]) ? own[0] : undefined;
	if (VOLATILE.has(call.name)) return true;
	return STEADY.has(call.name) ? false : undefined;
}

/** Of a function in plain SQL only what its body calls counts, once it is put into the query. */
function declared({ volatility, language, settings, definer }: KnownFunction): boolean | undefined {
	if (volatility !== "volatile") return false;
	return language === "sql" && settings.length === 0 && !definer ? undefined : true;
}

/** The first call that is volatile, or else the first that may be. */
export function suspect(known: Known, expression: Expression): { call: FunctionCall; sure: boolean } | undefined {
	const judged = expression.calls.map((call) => ({ call, volatile: isVolatile(known, call) }));
	const sure = judged.find(({ volatile }) => volatile === true);
	const found = sure ?? judged.find(({ volatile }) => volatile === undefined);
	return found && { call: found.call, sure: sure !== undefined };
}
