#!/usr/bin/env bash
# The door without the app: runs the migrations with psql alone, in order, each file in one transaction, and stops at the
# first error. Nothing is recorded; `bulkhead adopt` can do that afterwards, from what the checks prove.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: ./run_migrations.sh [NUMBER …]
		  ./run_migrations.sh            all migrations
		  ./run_migrations.sh 006        only 006
		  ./run_migrations.sh 006 007    only these, in their order

		Where to: DATABASE_URL, or DB_HOST DB_PORT DB_NAME DB_USER DB_PASSWORD, from the environment or else from a file .env
		(in this folder, the script's, or the one above the script's). Without any of them, psql's own PGHOST, PGUSER …
		A password that is not given is looked for in ~/.pgpass; none is ever printed or put on a command line.
	TEXT
}

fail() {
	printf 'run_migrations.sh: %s\n' "$1" >&2
	exit "${2:-1}"
}

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# ── Which files ──────────────────────────────────────────────────────────────────────────────────────────────────────

known=("$folder"/[0-9][0-9][0-9]_*.sql)
[ -e "${known[0]}" ] || fail "there are no migrations in $folder"

for wanted in "$@"; do
	case $wanted in
		-h | --help) usage && exit 0 ;;
	esac
	# Not quoted back: it may be an address with its password, given in the wrong place.
	[[ $wanted =~ ^[0-9]{3}$ ]] || fail "a migration is named by its number, for example 006 (see --help)" 2
	compgen -G "$folder/${wanted}_*.sql" >/dev/null || fail "there is no migration $wanted" 2
done

files=()
for file in "${known[@]}"; do
	number=$(basename "$file")
	number=${number%%_*}
	if [ $# -eq 0 ] || [[ " $* " == *" $number "* ]]; then files+=("$file"); fi
done

# ── Where to ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# One value of a .env file: NAME=value, quoted or not. The file is read, never executed.
from_file() {
	local line value
	line=$(grep -E "^[[:space:]]*(export[[:space:]]+)?$1[[:space:]]*=" "$env_file" | tail -n 1) || return 0
	value=${line#*=}
	value=${value%$'\r'}
	value="${value#"${value%%[![:space:]]*}"}"
	case $value in
		\"*\"*) value=${value#\"} value=${value%%\"*} ;;
		\'*\'*) value=${value#\'} value=${value%%\'*} ;;
		*) value=${value%%[[:space:]]#*} value="${value%"${value##*[![:space:]]}"}" ;;
	esac
	printf '%s' "$value"
}

names=(DB_HOST DB_PORT DB_NAME DB_USER DB_PASSWORD)
named=no
for name in "${names[@]}"; do
	if [ -n "${!name:-}" ]; then named=yes; fi
done

for env_file in "$PWD/.env" "$folder/.env" "$folder/../.env"; do
	[ -f "$env_file" ] || continue
	# What the environment says counts more, and a server that it names is not replaced by the file's address.
	if [ $named = no ]; then DATABASE_URL=${DATABASE_URL:-$(from_file DATABASE_URL)}; fi
	if [ -z "${DATABASE_URL:-}" ]; then
		for name in "${names[@]}"; do
			if [ -z "${!name:-}" ]; then printf -v "$name" '%s' "$(from_file "$name")"; fi
		done
	fi
	break
done

# %C3%A9 → é
decoded() {
	local text=${1//\\/\\\\}
	printf '%b' "${text//%/\\x}"
}

target=()
if [ -n "${DATABASE_URL:-}" ]; then
	# The password leaves the address, for a command line is there for everybody to read.
	if [[ $DATABASE_URL =~ ^(postgres(ql)?)(\+[a-z0-9]+)?://([^/?#]*)@([^@]*)$ ]]; then
		login=${BASH_REMATCH[4]}
		rest=${BASH_REMATCH[5]}
		if [[ $login == *:* ]]; then
			PGPASSWORD=$(decoded "${login#*:}")
			export PGPASSWORD
		fi
		target=(--dbname "postgresql://${login%%:*}@$rest")
	elif [[ $DATABASE_URL =~ ^postgres(ql)?(\+[a-z0-9]+)?://([^@]*)$ ]]; then
		target=(--dbname "postgresql://${BASH_REMATCH[3]}")
	else
		fail "DATABASE_URL is not of the form postgresql://user:password@host:port/database" 2
	fi
	case ${target[1]} in
		*[?\&]password=*) fail "DATABASE_URL holds its password as a parameter: put it before the @, or into DB_PASSWORD" 2 ;;
	esac
else
	# Empty: libpq's own variables and defaults.
	if [ -n "${DB_HOST:-}" ]; then export PGHOST=$DB_HOST; fi
	if [ -n "${DB_PORT:-}" ]; then export PGPORT=$DB_PORT; fi
	if [ -n "${DB_NAME:-}" ]; then export PGDATABASE=$DB_NAME; fi
	if [ -n "${DB_USER:-}" ]; then export PGUSER=$DB_USER; fi
	if [ -n "${DB_PASSWORD:-}" ]; then export PGPASSWORD=$DB_PASSWORD; fi
fi
# psql has no business with these.
unset DATABASE_URL DB_PASSWORD

command -v psql >/dev/null || fail "psql is not installed (on Debian: apt-get install postgresql-client)"

# ── Run ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

# lock_timeout: a waiting ALTER TABLE makes the whole application queue behind it; better to stop and try again later.
for file in "${files[@]}"; do
	printf '%s\n' "$(basename "$file")"
	psql --no-psqlrc --no-password --quiet --set ON_ERROR_STOP=1 --single-transaction ${target[@]+"${target[@]}"} \
		--command "SET client_min_messages = warning" --command "SET lock_timeout = '10s'" --file "$file" ||
		fail "$(basename "$file") failed and was rolled back; what came before it stays. psql says why, above."
done
printf '%s\n' "Done: ${#files[@]} of ${#known[@]}."
