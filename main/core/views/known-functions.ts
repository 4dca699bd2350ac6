/**
 * Functions of pg_catalog that a statement may call where Bulkhead reads it. Each only computes from what it is given: none reads a setting, a
 * table, a file or another session by itself, none runs a text as SQL, none waits, locks, writes or tells others anything.
 */
export const knownFunctions: ReadonlySet<string> = new Set(
	`count sum avg min max bool_and bool_or every bit_and bit_or string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg
	stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope regr_intercept regr_r2 mode percentile_cont
	percentile_disc rank dense_rank percent_rank cume_dist row_number ntile lag lead first_value last_value nth_value any_value grouping
	abs ceil ceiling floor round trunc sign sqrt cbrt power pow exp ln log log10 mod div gcd lcm factorial pi degrees radians sin cos tan asin
	acos atan atan2 width_bucket scale min_scale trim_scale random greatest least
	lower upper initcap length char_length character_length octet_length bit_length substr substring position strpos left right lpad rpad
	ltrim rtrim btrim trim concat concat_ws replace translate reverse repeat split_part string_to_array array_to_string ascii chr format
	md5 sha224 sha256 sha384 sha512 encode decode convert_from convert_to to_hex quote_ident quote_literal quote_nullable starts_with overlay
	regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_count regexp_instr regexp_like
	regexp_substr like ilike similar_to_escape similar_escape like_escape normalize is_normalized unistr
	now current_date current_timestamp clock_timestamp statement_timestamp transaction_timestamp timeofday date_trunc date_part extract age
	date_bin make_date make_time make_timestamp make_timestamptz make_interval to_char to_date to_number to_timestamp justify_days
	justify_hours justify_interval isfinite timezone overlaps date timestamp timestamptz time timetz interval
	json_build_object jsonb_build_object json_build_array jsonb_build_array json_object jsonb_object to_json to_jsonb row_to_json array_to_json
	json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text json_array_length jsonb_array_length json_each
	jsonb_each json_each_text jsonb_each_text json_object_keys jsonb_object_keys json_array_elements jsonb_array_elements
	json_array_elements_text jsonb_array_elements_text json_typeof jsonb_typeof json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_set_lax
	jsonb_insert jsonb_pretty jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
	array_length array_ndims array_dims array_lower array_upper array_position array_positions array_append array_prepend array_cat
	array_remove array_replace array_fill cardinality unnest trim_array array_to_tsvector generate_series generate_subscripts
	lower_inc upper_inc lower_inf upper_inf isempty range_merge int4range int8range numrange daterange tsrange tstzrange
	host network netmask masklen broadcast family text abbrev inet_same_family
	to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline numnode strip
	gen_random_uuid uuid_extract_timestamp uuid_extract_version bit_count get_bit get_byte
	numeric int2 int4 int8 float4 float8 bool varchar bpchar name uuid num_nulls num_nonnulls nullif coalesce
	crc32 crc32c hashtext area center point box circle path polygon lseg line`.split(/\s+/),
);
