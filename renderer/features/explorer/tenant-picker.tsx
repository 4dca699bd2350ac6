import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TenantRow } from "../../../main/contract/index.ts";
import { client } from "../../app/client.ts";
import { toErrorValue } from "../../app/error-value.ts";
import { t } from "../../i18n/i18n.ts";
import { escapeHidden } from "../../ui/escape-text.ts";
import { ServerText } from "../../ui/server-text.tsx";
import styles from "./dialogs.module.css";

/** Milliseconds that somebody types on, and tenants of an answer. */
const TYPING = 150;
const MOST = 30;

export interface Picked {
	id: string;
	name?: string | undefined;
}

interface TenantPickerProps {
	connection: string;
	label: string;
	value: Picked | undefined;
	onChange: (tenant: Picked | undefined) => void;
	required?: boolean;
	/** It opens when its dialog does. Default: yes. */
	first?: boolean;
}

/** Finds a tenant by name, slug or e-mail, on the server; by id alone where the schema has no table of tenants. */
export function TenantPicker({ connection, label, value, onChange, required = true, first = true }: TenantPickerProps) {
	const [typed, setTyped] = useState("");
	const [search] = useDebouncedValue(typed.trim(), TYPING);
	const chosen = value && nameOf(value);
	const asked = search === chosen ? "" : search;
	const { data, error, isFetching, isPlaceholderData } = useQuery({
		queryKey: ["tenants", connection, "picker", asked],
		queryFn: connection
			? ({ signal }) =>
					client.tenants.list({ connection, limit: MOST, ...(asked === "" ? {} : { search: asked }) }, { signal })
			: skipToken,
		placeholderData: (before) => before,
		staleTime: 10_000,
		retry: false,
	});
	if (error && toErrorValue(error).code === "REFUSED")
		return <IdInput {...{ value, required, onChange }} why={error} />;
	// Until the answer to what is typed is here, of those before only what fits it: nobody is to take a tenant that moves away.
	const found = (data?.tenants ?? []).filter(
		(tenant) => (typed.trim() === asked && !isPlaceholderData) || typed.trim() === chosen || fits(tenant, typed),
	);
	return (
		<Select
			label={label}
			placeholder={t("look.tenant.hint")}
			required={required}
			data-autofocus={first || undefined}
			searchable
			clearable={!required}
			data={choices(found, { value, asked: error || (data && !isPlaceholderData) ? asked : "" })}
			// The server has searched already.
			filter={({ options: all }) => all}
			value={value?.id ?? null}
			onSearchChange={setTyped}
			onChange={(id) => {
				const tenant = found.find((each) => each.id === id);
				if (tenant) onChange({ id: tenant.id, name: tenant.name ?? tenant.slug ?? undefined });
				else onChange(id === null ? undefined : { id });
			}}
			nothingFoundMessage={
				error ? toErrorValue(error).message : t(isFetching ? "look.tenant.searching" : "look.tenant.none")
			}
			renderOption={({ option }) => <Choice option={option} tenant={found.find(({ id }) => id === option.value)} />}
			withScrollArea={false}
			classNames={{ options: styles.options ?? "" }}
			comboboxProps={{ withinPortal: false }}
		/>
	);
}

function choices(found: readonly TenantRow[], { value, asked }: { value: Picked | undefined; asked: string }) {
	const options = found.map(({ id, name, slug }) => ({ value: id, label: escapeHidden(name ?? slug ?? id) }));
	// Who policies hold sees no list of tenants: an id opens all the same, and the core looks whether there is such a tenant. It is offered when
	// the search has answered, so that nobody takes a name for an id while it is still looked for.
	const named = found.some(({ id, name, slug }) => [id, name, slug].includes(asked));
	const given = asked === "" || named || asked === value?.id ? [] : [{ value: asked, label: asked }];
	const known = value && !found.some(({ id }) => id === value.id) ? [{ value: value.id, label: nameOf(value) }] : [];
	return [...known, ...options, ...given];
}

const fits = ({ id, name, slug }: TenantRow, typed: string): boolean =>
	[id, name, slug].some((text) => text?.toLowerCase().includes(typed.trim().toLowerCase()));

export const nameOf = ({ id, name }: Picked): string => escapeHidden(name ?? id);

function Choice({ option, tenant }: { option: { label: string; value: string }; tenant: TenantRow | undefined }) {
	return (
		<span className={styles.choice}>
			<ServerText>{tenant?.name ?? tenant?.slug ?? option.label}</ServerText>
			{tenant?.status && tenant.status !== "active" && (
				<em>
					<ServerText>{tenant.status}</ServerText>
				</em>
			)}
			<small>
				{tenant ? (
					<ServerText>{[tenant.slug, option.value].filter(Boolean).join(" · ")}</ServerText>
				) : (
					t("look.tenant.as-id")
				)}
			</small>
		</span>
	);
}

interface IdInputProps extends Pick<TenantPickerProps, "value" | "onChange"> {
	required: boolean;
	/** Why there is no list to choose from. */
	why: unknown;
}

function IdInput({ value, required, why, onChange }: IdInputProps) {
	return (
		<TextInput
			label={t("look.tenant.id")}
			description={toErrorValue(why).message}
			required={required}
			value={value?.id ?? ""}
			data-autofocus
			onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : { id: currentTarget.value })}
		/>
	);
}
