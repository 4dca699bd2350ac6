/** What is found in the scene of defects.ts, to the last finding, by `severity check object`. */
import type { PostgresVersion } from "../helpers/clusters.ts";

const ALWAYS = `
ERROR index-invalid index public.v_unique_twice
WARN index-invalid index public.v_unique_broken
WARN index-invalid index public.v_left_a_ccnew1
WARN index-not-ready index public.v_dead_a
WARN index-partitioned-invalid index public.v_parts_b
WARN constraint-not-valid constraint k_late_fkey on public.k_late
WARN constraint-not-valid constraint v_check_late on public.v_check
WARN index-duplicate index public.d_exact_2
WARN index-duplicate index public.d_key_again
WARN index-duplicate index public.d_unique_again
WARN index-duplicate index public.d_mirror_2
WARN index-duplicate index public.d_wider_1
WARN index-duplicate index public.d_same_2
WARN index-prefix index public.d_prefix_1
INFO index-prefix index public.d_include_1
INFO index-overlapping index public.d_near_2
INFO index-overlapping index public.d_longer_1
INFO index-overlapping index public.d_order_1
INFO index-overlapping index public.d_part_1
INFO index-overlapping index public.d_hash_1
INFO index-overlapping index public.d_pattern_2
INFO index-overlapping index public.w_needless
ERROR tenant-column table public.t_text
WARN tenant-column table public.t_null
WARN tenant-index table public.t_bare
WARN tenant-index table public.t_some
WARN tenant-created-index table public.t_bare
WARN tenant-created-index table public.t_short
INFO tenant-unique index public.t_slug_slug_key
INFO tenant-missing table public.x_policy
WARN foreign-key-unindexed foreign key k_many_parent_fkey on public.k_many
INFO foreign-key-unindexed foreign key k_few_parent_fkey on public.k_few
INFO foreign-key-unindexed foreign key k_partial_parent_fkey on public.k_partial
INFO foreign-key-unindexed foreign key k_brin_parent_fkey on public.k_brin
INFO foreign-key-unindexed foreign key k_behind_parent_fkey on public.k_behind
INFO foreign-key-unindexed foreign key k_gap_x_y_fkey on public.k_gap
INFO foreign-key-unindexed foreign key t_bare_tenant_id_fkey on public.t_bare
INFO foreign-key-unindexed foreign key t_some_tenant_id_fkey on public.t_some
INFO foreign-key-odd foreign key k_twice_2 on public.k_twice
INFO foreign-key-odd foreign key k_types_parent_fkey on public.k_types
INFO foreign-key-odd foreign key k_nulls_x_y_fkey on public.k_nulls
WARN foreign-key-without-tenant foreign key t_refers_sound_id_fkey on public.t_refers
INFO index-low-value index public.w_needless
INFO index-low-value index public.w_doc
INFO index-low-value index public.w_tags`;

/** The planner's statistics have to be seen for these. */
export const BY_STATISTICS = `
INFO index-low-value index public.w_gone
INFO index-low-value index public.w_mostly
INFO index-low-value index public.w_few`;

const lines = (text: string): string[] => text.trim().split("\n");

export function expected(version: PostgresVersion, { statistics }: { statistics: boolean }): string[] {
	// A skip scan reads past twenty tenants.
	const skipped = version >= 18 ? "INFO" : "WARN";
	return [
		...lines(ALWAYS),
		...(statistics ? lines(BY_STATISTICS) : []),
		`${skipped} foreign-key-unindexed foreign key t_refers_sound_id_fkey on public.t_refers`,
	].toSorted();
}
